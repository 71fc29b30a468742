#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs clang-tidy over all sources: tidy.sh BUILD [FILE]...
set -eu
build=$1
shift
run-clang-tidy-14 -quiet -p "$build" "${@:-$PWD/(app|model|views|tests)/}"
