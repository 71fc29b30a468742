// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sightglass::test {

/// From now on what this process does to the files of a folder is appended to a trace, in the order
/// in which it happened: see power_loop.py. Stands before the functions of libc.
void traceDisk(const std::string &folder, const std::string &trace);
/// Somebody was told that this is safe.
void traceAnswer(std::string_view what);

} // namespace sightglass::test
