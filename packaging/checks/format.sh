#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fails where a tracked source file is not as clang-format 14 would write it.
set -eu
git ls-files -z '*.h' '*.cpp' | xargs -0 clang-format-14 --dry-run -Werror
