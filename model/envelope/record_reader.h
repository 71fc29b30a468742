// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// One framed record: the JSON text of one event, or bytes that are none.
struct FramedRecord
{
    std::string_view text; // valid during the call that hands it over
    std::uint64_t line = 0; // 1-based, of its first byte, in the decompressed content
    std::uint64_t offset = 0; // of its first byte, in the decompressed content
};

struct FramedRejection
{
    Rejection rejection;
    std::string_view bytes; // at most limits::kRejectedBytesKept of them
    std::uint64_t size = 0;
    std::uint64_t line = 0;
    std::uint64_t offset = 0;
};

/// Who takes what a reader frames. Called in order of place.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    virtual void record(const FramedRecord &record) = 0;
    virtual void rejected(const FramedRejection &rejection) = 0;
};

/// Cuts decompressed bytes into records, by content (rules.md §2.8): lines, whole documents, arrays as batches
/// of their members. Bounded memory: a line over the limit is skipped, not stored. A record is handed over as
/// it stands, but only once its grammar is known to be valid up to the end of the array that holds it.
/// Lines are handed over unparsed: whoever decodes them finds BAD_JSON, TRAILING and the like.
class Framer
{
public:
    explicit Framer(RecordSink &sink);
    ~Framer();
    /// Any cut of the same bytes into pieces gives the same records.
    void feed(std::string_view bytes);
    /// No more bytes come: the last line counts without its line end, or is TRUNCATED when it is no JSON.
    void finish();
    /// True when the first bytes cannot be a log of events: one refusal was made and the rest is ignored.
    [[nodiscard]] bool refused() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// What opening a file found.
struct ReadResult
{
    bool opened = false;
    std::string error; // when not opened, or when reading stopped early: for a person
    std::uint64_t bytes = 0; // on disk; of standard input: bytes read
    std::int64_t modifiedMs = 0; // of the file, ms since 1970
};

/// Reads one file or standard input ("-") to its end: gzip and zstd told by content, one layer, streamed; then
/// framed. Stream faults (STREAM_TRUNCATED, …) come as rejections after all complete records before them.
/// `keepGoing` is asked about ten times a second; false stops. THREAD: any; blocks.
[[nodiscard]] ReadResult readRecords(const std::string &path, RecordSink &sink,
                                     const std::function<bool()> &keepGoing = {});

/// The files that a path given on the command line means: itself, or the logs in a folder (name order, not
/// recursive; no dot files, sidecars or rejected files).
[[nodiscard]] std::vector<std::string> expandPath(const std::string &path);

/// How files of the log folder that are no logs are named.
inline constexpr std::string_view kSidecarSuffix = ".index";
inline constexpr std::string_view kRejectedPrefix = "rejected";

} // namespace sightglass
