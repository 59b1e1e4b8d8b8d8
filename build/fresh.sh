#!/usr/bin/env bash
# fresh.sh [OPTION...] SUITE COMMAND...: makes a new minimal Debian (bookworm or
# trixie), copies the last commit of this source into it, and runs each COMMAND
# there in turn. Exits with 0 only if all pass, and prints how long each took.
#
#   --as root|officer   who runs them: root, or a user who may use sudo (officer)
#   --in FOLDER         where the source goes
#   --tarball           the source without git, as a download of it is
#   --bare              neither Go nor Node, nor make
#   --keep FILE...      (ends with --) files to copy to /srv
#   --out FOLDER        a folder of this machine that is /srv/out there
#
# The system has this machine's Go and Node, make, git and certificates, and
# nothing else. It needs root, 5 GB, and debootstrap, which it installs. No mount
# and no process outlives it, since they are in namespaces of their own.
set -euo pipefail
source=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")

as=officer in='/home/officer/my code/Bücher/daybook' tarball='' bare='' out='' keep=()
while [[ ${1:-} == --* ]]; do
	case $1 in
	--as) as=$2 && shift ;;
	--in) in=$2 && shift ;;
	--tarball) tarball=1 ;;
	--bare) bare=1 ;;
	--out) out=$(realpath "$2") && shift ;;
	--keep) while [[ $2 != -- ]]; do keep+=("$2") && shift; done && shift ;;
	*) echo "fresh.sh: there is no option $1" >&2 && exit 2 ;;
	esac
	shift
done
suite=${1:?which Debian: bookworm or trixie}
shift
[[ $as != root || $in != /home/* ]] || in=/root/daybook

refuse() {
	echo "fresh.sh: $*" >&2
	exit 1
}
[[ $(id -u) == 0 ]] || refuse "a system of its own is made by root only; please run it with sudo"
command -v apt-get >/dev/null || refuse "it is made by Debian's tools, which are not here"
command -v debootstrap >/dev/null || "$source/build/install.sh" "the maker of minimal systems" debootstrap=debootstrap >/dev/null

base=${XDG_CACHE_HOME:-$HOME/.cache}/daybook/fresh/$suite.tar
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
go=$(go env GOROOT)

# quiet COMMAND...: runs it, and shows its output only if it fails
quiet() {
	"$@" >"$work/log" 2>&1 || { tail -n "${TAIL:-20}" "$work/log" >&2 && return 1; }
}

# inside COMMAND...: runs it in the new system, whose mounts and processes end with it
inside() {
	# shellcheck disable=SC2016 # the inner shell expands these
	unshare --mount --pid --ipc --fork --kill-child --propagation private bash -euc '
		root=$1 go=$2 out=$3
		shift 3
		[[ -z $go ]] || { mount --bind "$go" "$root/usr/local/go" && mount -o remount,bind,ro "$root/usr/local/go"; }
		[[ -z $out ]] || mount --bind "$out" "$root/srv/out"
		mount -t proc proc "$root/proc"
		mount --rbind /dev "$root/dev"
		mount -t tmpfs tmpfs "$root/dev/shm"
		exec chroot "$root" env -i HOME=/root LANG=C.UTF-8 TERM=dumb ${CI:+CI=$CI} \
			PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
	' - "$root" "${with_go:-}" "$out" "$@" </dev/null
}

# The sources of this machine's packages serve the other suite, too.
make_base() {
	local here mirror
	# shellcheck source=/dev/null
	here=$(. /etc/os-release && echo "$VERSION_CODENAME")
	mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d --include='*.list' --include='*.sources' 2>/dev/null | sed 's/ $//;q') || true
	quiet debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"}
	rm -f "$root/etc/apt/sources.list"
	sed "s/$here/$suite/g" /etc/apt/sources.list.d/debian.sources >"$root/etc/apt/sources.list.d/debian.sources" 2>/dev/null ||
		sed "s/$here/$suite/g" /etc/apt/sources.list >"$root/etc/apt/sources.list"
	cp /etc/apt/apt.conf.d/99* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
	cp /etc/resolv.conf /etc/hosts "$root/etc/"
	mkdir -p "$root/usr/local/go" "$root/srv/out"
	quiet inside bash -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get upgrade -y &&
		apt-get install -y --no-install-recommends ca-certificates && apt-get clean'
	cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
	quiet inside update-ca-certificates
	mkdir -p "${base%/*}"
	tar -C "$root" -cf "$base.new" . && mv "$base.new" "$base"
}

mkdir "$root"
if [[ -e $base ]]; then tar -C "$root" -xf "$base"; else make_base; fi

install=sudo
if [[ -z $bare ]]; then
	install+=' make git'
	with_go=$go
	cp "$(command -v node)" "$root/usr/bin/"
	modules=$(dirname "$(dirname "$(realpath "$(command -v npm)")")")
	mkdir -p "$root/usr/lib/node_modules" "$root/usr/etc"
	cp -a "$modules" "$root/usr/lib/node_modules/npm"
	for one in npm npx; do ln -sf "../lib/node_modules/npm/bin/$one-cli.js" "$root/usr/bin/$one"; done
	cp /usr/etc/npmrc "$root/usr/etc/" 2>/dev/null || true
fi
quiet inside bash -c "apt-get update && apt-get install -y --no-install-recommends $install"
home=/root
if [[ $as != root ]]; then
	home=/home/$as
	quiet inside useradd --create-home --shell /bin/bash "$as"
	echo "$as ALL=(ALL) NOPASSWD:ALL" >"$root/etc/sudoers.d/$as"
fi
# How this machine reaches the registries of Go and npm.
mkdir -p "$root$home/.config/go"
cp "$(go env GOENV)" "$root$home/.config/go/env" 2>/dev/null || true
cp ~/.npmrc "$root$home/" 2>/dev/null || true

mkdir -p "$root$in"
if [[ -n $tarball ]]; then
	git -C "$source" archive HEAD | tar -C "$root$in" -xf -
else
	git clone -q --no-hardlinks "$source" "$root$in"
fi
for file in "${keep[@]}"; do cp "$file" "$root/srv/"; done
[[ $as == root ]] || quiet inside chown -R "$as:" "$home"

user=()
[[ $as == root ]] || user=(setpriv "--reuid=$as" "--regid=$as" --init-groups env "HOME=$home" "USER=$as")
trusted=()
[[ -z $bare ]] && trusted=(NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt)
failed=0
for command; do
	began=$SECONDS code=0
	# shellcheck disable=SC2016 # the inner shell expands these
	inside "${user[@]}" env "${trusted[@]}" bash -c 'cd "$1" && eval "$2"' - "$in" "$command" >"$work/log" 2>&1 || code=$?
	if [[ $code != 0 ]]; then
		grep -vE '^(go: downloading|Get:|Selecting|Preparing|Unpacking|Setting up)' "$work/log" | tail -n "${TAIL:-30}"
		failed=1
	elif [[ -n ${CI:-}${VERBOSE:-} ]]; then
		grep -E '[0-9]+ passed|^(ok|FAIL|It works)' "$work/log" || true
	fi
	echo "$suite, as $as${tarball:+, from a tarball}: $command: $([[ $code == 0 ]] && echo passes || echo "FAILS ($code)") in $((SECONDS - began)) s"
done
exit $failed
