
# Where everything is put.
folder=/etc/rostrum
trusted=$folder/controller.crt
keyring=/etc/apt/keyrings/rostrum.asc
source=/etc/apt/sources.list.d/rostrum.sources
settings=/etc/apt/apt.conf.d/60rostrum
lists=/var/lib/apt/lists # where apt keeps what it has read of sources
joined=

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

# described is the room's source, as apt reads it: its KEY.
described() {
  cat <<END
# The room's own source. The date of its
# index is not looked at: the clock of a closed room may be wrong.
Types: deb
URIs: $controller/apt/
Suites: ./
Signed-By: $1
Check-Date: no
END
}

# apt asks nothing, keeps what was configured, and waits for whoever installs already. The
# packages need not say what is left to be done: it is done here.
apt() {
  LC_ALL=C DEBIAN_FRONTEND=noninteractive ROSTRUM_JOINS=yes apt-get -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$@" </dev/null
}

# before is apt as long as nothing of ours is in /etc: it knows the room's source beside
# those of the machine.
before() {
  apt -o Dir::Etc::sourceparts="$work/sources" -o "Acquire::https::$host::CAInfo=$work/controller.crt" \
    -o "Acquire::https::Proxy::$host=DIRECT" "$@"
}

# fetch brings the packages, and changes nothing: what cannot be had, or is not what the
# builder has signed, is found here.
fetch() {
  chmod 755 "$work" # apt fetches as a user of its own
  printf '%s\n' "$authority" >"$work/controller.crt"
  printf '%s\n' "$builder" >"$work/rostrum.asc"
  mkdir "$work/sources"
  for one in /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    if [ -e "$one" ] && [ "$one" != "$source" ]; then ln -s "$one" "$work/sources/"; fi
  done
  described "$work/rostrum.asc" >"$work/sources/rostrum.sources"

  say "looking for $*"
  if ! before -o Dir::Etc::sourcelist="$work/sources/rostrum.sources" -o Dir::Etc::sourceparts=- \
    -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any update >"$work/said" 2>&1; then
    cat "$work/said" >&2
    stop "the packages of the controller cannot be read, or are not those that their builder has signed, as said above; nothing was installed, and the line may be used again"
  fi
  if ! before --simulate install "$@" >"$work/said" 2>&1; then
    lacks=$(sed -n 's/^.*Depends: \([a-z0-9][a-z0-9+.-]*\) .*but it is not.*/\1/p' "$work/said" | sort -u | paste -sd ' ' -)
    if grep -q '^E: Unable to locate package' "$work/said"; then
      stop "the controller has no package of $* for a machine like this ($(dpkg --print-architecture)): have deploy/package build it; nothing was installed, and the line may be used again"
    elif [ -n "$lacks" ]; then
      stop "$* needs $lacks, which this machine can get from nowhere: give it internet this once (sudo apt update), or have Debian's packages put beside those of the controller as section 16 of the runbook says; nothing was installed, and the line may be used again"
    fi
    cat "$work/said" >&2
    stop "the packages cannot be installed on this machine, as said above; nothing was changed, and the line may be used again"
  fi
  before --download-only install "$@" ||
    stop "a package does not come from the controller, or not as its builder has signed it, as said above; nothing was installed, and the line may be used again"
}

# Only the controller is trusted by this certificate, and only the packages by this key.
trust() {
  printf '%s\n' "$authority" | put "$trusted" 644
  printf '%s\n' "$builder" | put "$keyring" 644
  put "$settings" 644 <<END
Acquire::https::$host::CAInfo "$trusted";
Acquire::https::Proxy::$host "DIRECT";
END
  described "$keyring" | put "$source" 644
}

install_packages() {
  fetch "$@"
  trust
  joined=yes
  say "installing $*"
  apt install "$@" || stop "the packages cannot be installed, as said above; the line may be used again"
}

# What apt has read of a source that is then not the machine's is nobody's; nor is a package
# that it has refused.
leave() {
  if [ -z "$joined" ]; then
    rm -f "$lists/${controller#https://}"_apt_* "$lists/partial/${controller#https://}"_apt_* \
      /var/cache/apt/archives/partial/*.FAILED 2>/dev/null || true
  fi
  rm -rf "$work"
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

# The pin of a seat that has had its light here before stays as it was. What the package
# writes as an example is none that was chosen.
light() {
  kept=
  prefix=$(printf '%s' "$seat_line" | sed 's/=[^=]*$/=/')
  if [ -s $folder/light.key ]; then kept=$(grep '^seat[[:space:]]*=' $folder/collar.toml 2>/dev/null || true); fi
  install_packages rostrum-collar
  take_key $folder/light.key
  set_line $folder/collar.toml controller "$controller_line"
  set_line $folder/collar.toml key_file "key_file = \"$folder/light.key\""
  case $kept in
  "$seat_line") ;;
  "$prefix"*) say "the pin stays as it was here, $kept: /etc/rostrum/collar.toml is where it is changed" ;;
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
  set_line $folder/screen.conf SCREEN_OTHERS "$others_line"
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
  trap leave EXIT
  set_clock
  if [ -n "$page" ]; then screen; else light; fi
}

main
