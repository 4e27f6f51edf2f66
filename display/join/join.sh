
# Where everything is put.
folder=/etc/rostrum
trusted=$folder/controller.crt
keyring=/etc/apt/keyrings/rostrum.asc
source=/etc/apt/sources.list.d/rostrum.sources
settings=/etc/apt/apt.conf.d/60rostrum

say() { printf 'rostrum: %s\n' "$*"; }
stop() {
  printf 'rostrum: %s\n' "$*" >&2
  exit 1
}

# put writes a file whole: TO MODE, the text from its input.
put() {
  mkdir -p "$(dirname "$1")"
  cat >"$work/put"
  chmod "$2" "$work/put"
  mv "$work/put" "$1.new"
  mv "$1.new" "$1"
}

# set_line writes one setting into a file and leaves the others: FILE NAME LINE. A value
# that stands in several lines is none of ours.
set_line() {
  [ -f "$1" ] || : >"$1"
  name=$2 line=$3 awk '
    index($0, ENVIRON["name"]) == 1 && substr($0, length(ENVIRON["name"]) + 1) ~ /^[ \t]*=/ {
      if (!done) print ENVIRON["line"]
      done = 1
      next
    }
    { print }
    END { if (!done) print ENVIRON["line"] }' "$1" >"$work/settings"
  put "$1" 644 <"$work/settings"
}

# A clock without a source that stands in the past takes no certificate: it is set once, by
# the controller's. One that is kept right by others is left alone.
set_clock() {
  [ "$(date +%s)" -lt $((now - 3600)) ] || return 0
  [ "$(timedatectl show -p NTPSynchronized --value 2>/dev/null || echo no)" != yes ] || return 0
  date -u -s "@$now" >/dev/null || stop "the clock of this machine is wrong and cannot be set: set it with sudo date -s"
  say "the clock was behind, and was set by the controller's: $(date)"
}

# Only the controller is trusted by this certificate, and only the packages by this key.
trust() {
  printf '%s\n' "$authority" | put "$trusted" 644
  printf '%s\n' "$builder" | put "$keyring" 644
  put "$settings" 644 <<END
Acquire::https::$host::CAInfo "$trusted";
Acquire::https::Proxy::$host "DIRECT";
END
  put "$source" 644 <<END
# The room's own source. The date of its
# index is not looked at: the clock of a closed room may be wrong.
Types: deb
URIs: $controller/apt/
Suites: ./
Signed-By: $keyring
Check-Date: no
END
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" </dev/null; }

install_packages() {
  say "installing $*"
  apt -o Dir::Etc::sourcelist="$source" -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 \
    -o APT::Update::Error-Mode=any update ||
    stop "the packages of the controller cannot be read, as said above; nothing was installed, and the line may be used again"
  apt -o Dpkg::Options::=--force-confold install "$@" ||
    stop "the packages cannot be installed, as said above; the line may be used again"
}

# The key is taken last, for the code is good once: FILE.
take_key() {
  [ -d "$folder" ] || mkdir -p "$folder"
  umask 077
  status=$(printf 'url = "%s/join/%s"\n' "$controller" "$code" | curl -sS --noproxy '*' \
    --cacert "$trusted" --request POST --output "$work/key" --write-out '%{http_code}' --config -) ||
    stop "the controller does not answer; make another line on its console"
  umask 022
  [ "$status" = 200 ] || stop "$(cat "$work/key")"
  chown collar:collar "$work/key"
  chmod 600 "$work/key"
  mv "$work/key" "$1.new"
  mv "$1.new" "$1"
}

# The pin of a seat that was chosen here before stays as it was.
light() {
  install_packages rostrum-collar
  take_key $folder/light.key
  set_line $folder/collar.toml controller "$controller_line"
  set_line $folder/collar.toml key_file "key_file = \"$folder/light.key\""
  prefix=$(printf '%s' "$seat_line" | sed 's/=[^=]*$/=/')
  kept=$(grep '^seat[[:space:]]*=' $folder/collar.toml 2>/dev/null || true)
  case $kept in
  "$prefix"*) ;;
  *) set_line $folder/collar.toml seat "$seat_line" ;;
  esac
  start collar
  say "done: on the console, under Lights, seat $seat has its light now; Identify makes it flash"
}

# A machine that has a light has an agent already.
screen() {
  install_packages rostrum-screen
  if [ ! -s $folder/light.key ]; then
    take_key $folder/screen.key
    set_line $folder/collar.toml controller "$controller_line"
    set_line $folder/collar.toml key_file "key_file = \"$folder/screen.key\""
    set_line $folder/collar.toml seat 'seat = []'
    start collar
  fi
  set_line $folder/screen.conf SCREEN_ADDRESS "SCREEN_ADDRESS=$page"
  start rostrum-screen
  say "done: this machine's screen shows $page in a moment, and the console has it under Lights"
}

start() {
  systemctl daemon-reload
  systemctl enable --quiet "$1" rostrum-update.path
  systemctl restart rostrum-update.path
  systemctl restart "$1" || stop "$1 does not start: journalctl -u $1 says why"
}

main() {
  [ "$(id -u)" -eq 0 ] || stop "only root can do that: the line ends with |sudo sh"
  for needed in apt-get systemctl curl awk; do
    command -v "$needed" >/dev/null || stop "there is no $needed here: this line is for Raspberry Pi OS and Debian"
  done
  umask 022
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  set_clock
  trust
  if [ -n "$page" ]; then screen; else light; fi
}

main
