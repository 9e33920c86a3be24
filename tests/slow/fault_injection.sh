# tests/e2e/fault_injection.sh at forty places of each call instead of two: some thousand runs.
FAULT_PLACES=${FAULT_PLACES:-40} exec bash "$(dirname "$0")/../e2e/fault_injection.sh"
