// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sightglass::test {

/// From now on what this process does to the files of a folder is appended to a trace, in the order
/// in which it happened: see power_loop.py. Stands before the functions of libc.
void traceDisk(const std::string &folder, const std::string &trace);
/// What a disk does at its worst, once.
struct DiskFault
{
    long at = 0; // counted in what changes a file or a folder, or syncs it; 0: never
    int error = 0; // errno; 0: half of it is written, and the next one has no room
};
/// REQUIRES: traceDisk(). Whether it came to that is told at the end of the trace.
void failDisk(const DiskFault &fault);
/// Somebody was told that this is safe.
void traceAnswer(std::string_view what);

} // namespace sightglass::test
