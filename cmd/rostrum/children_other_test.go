//go:build !linux

package main

import "os/exec"

func tie(*exec.Cmd) {}

func killTree(command *exec.Cmd) { _ = command.Process.Kill() }
