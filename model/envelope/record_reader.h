// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/framer.h"
#include "model/envelope/shared_buffers.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// One file that is read, by content: gzip and zstd are undone (one layer, streamed), then the
/// bytes are framed. THREAD: one at a time; blocks.
class RecordReader
{
public:
    /// "-" is standard input. Reading ends as at the end of the file soon after `stop` is set: a
    /// pipe may be silent for ever. LIFETIME: stop, when given, outlives it
    RecordReader(std::string path, RecordSink &sink, const std::atomic<bool> *stop = nullptr);
    ~RecordReader();

    /// Ends there as at the end of the file, which must be plain. At any time.
    void readUpTo(std::uint64_t end) { m_end = end; }

    /// Opens the file. False when it cannot be read; error() says why. Devices and pipes are
    /// refused, standard input is not. Of a file that is gone, the one that it was packed into.
    [[nodiscard]] bool open();
    /// As given, or of what it was packed into.
    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] const std::string &error() const { return m_error; }
    /// Whether a record stands in the file at its offset, so that it can be read again from there.
    /// REQUIRES: open()
    [[nodiscard]] bool isRandomAccess() const { return m_randomAccess; }
    [[nodiscard]] std::uint64_t size() const { return m_size; } // on disk; 0 for standard input
    [[nodiscard]] std::uint64_t bytesRead() const { return m_bytesRead; }
    [[nodiscard]] std::int64_t modifiedMilliseconds() const { return m_modified; }

    /// Begins there instead of at the beginning of a plain file; lines and offsets of records are
    /// counted from there. REQUIRES: open(), and nothing was read.
    [[nodiscard]] bool startAt(std::uint64_t begin);

    /// Keeps those bytes, which the sink is being given, as they are. Null: they must be copied.
    [[nodiscard]] std::shared_ptr<const char[]> keeperOf(std::string_view bytes);

    /// Reads about a megabyte. False at the end, or when reading failed (error() is set).
    [[nodiscard]] bool readSome();
    /// The end is the end: hands over what is left. Call once, after readSome() was false.
    void finish();
    /// Lines of what was handed over so far; none: it is made of no lines.
    [[nodiscard]] std::optional<std::uint64_t> lineCount() const { return m_framer.lineCount(); }
    /// The end, for now: see Framer::pause(). False when the file cannot be followed: then finish()
    /// was called.
    [[nodiscard]] bool pause();
    /// After the end of a plain file: whether more was written to it; then readSome() goes on. A
    /// file that shrank or was replaced is told by error() and read no further.
    [[nodiscard]] bool hasGrown();

private:
    class Stream;
    class Plain;
    class Gzip;
    class Zstd;

    void choose(std::string_view begin);
    bool fill();
    [[nodiscard]] bool waitForInput() const;

    std::string m_path;
    RecordSink &m_sink;
    const std::atomic<bool> *m_stop;
    Framer m_framer;
    std::unique_ptr<Stream> m_stream;
    SharedBuffers m_buffers;
    std::shared_ptr<char[]> m_buffer; // null: none is needed
    std::string m_error;
    std::uint64_t m_size = 0;
    std::uint64_t m_bytesRead = 0; // from the file's beginning
    std::uint64_t m_end = ~std::uint64_t{0};
    std::int64_t m_modified = 0;
    int m_descriptor = -1;
    std::size_t m_filled = 0;
    bool m_randomAccess = false;
    bool m_isKept = false; // the buffer
};

/// Reads a whole file. Empty when all was read, else why not.
[[nodiscard]] std::string readRecords(RecordReader &reader);

/// The files that a path given on the command line means: itself, or the logs in a folder (name
/// order, not recursive; no dot files, and of a log folder only the segments).
[[nodiscard]] std::vector<std::string> expandPath(const std::string &path);

/// How files of the log folder that are no logs are named.
inline constexpr std::string_view kSidecarSuffix = ".index";
inline constexpr std::string_view kRejectedPrefix = "rejected";
inline constexpr std::string_view kLockName = "lock";
inline constexpr std::string_view kJournalName = "journal";
inline constexpr std::string_view kOldJournalName = "journal.old";
/// A segment with this suffix was packed; where it stands beside the plain one, that is not done.
inline constexpr std::string_view kPackedSuffix = ".zst";

} // namespace sightglass
