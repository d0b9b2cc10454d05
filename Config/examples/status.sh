#!/bin/sh
# A thin client for the shell: prints the daemon's state, then starts a session that outlives this script and prints its
# name, or what to do when the microphone is taken. Needs socat and jq.
#
# -t9: without it socat hangs up half a second after its input ends and loses slower answers.
set -eu
socket=${VOICELIVED_SOCKET:-/run/voicelived/control.sock}

ask() {
    printf '%s\n' "$1" | socat -t9 - "UNIX-CONNECT:$socket"
}

ask '{"id":1,"method":"daemon.status"}' | jq -r '.result | "\(.state), sound card \(.audio.state), link \(.link.state)"'
ask '{"id":2,"method":"session.start","params":{"mode":"vad","owner":{"on_gone":"keep"}}}' |
    jq -r '.result.session // .error.data.hint'
