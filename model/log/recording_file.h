// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/log/files.h"
#include "model/log/zstd_frames.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sightglass {

/// One file of the log's form: a JSON text a line, plain, or where the name ends in .zst in frames
/// that stand for themselves. Any prefix of it is a recording, too. Times of receipt stand beside
/// it as a sidecar, of those events only that have no time of their own. THREAD: one at a time.
class RecordingFile
{
public:
    enum class Replace : std::uint8_t {
        AtOnce, // what has the name is gone once it is open
        AtEnd // it stays until finish()
    };
    /// Makes the file, for its owner only. Empty when it is there, else why not.
    [[nodiscard]] std::string open(const std::string &path, Replace replace);
    ~RecordingFile();

    /// REQUIRES: no line end in it. Nothing is written before flush(), or a frame is full.
    void add(std::string_view line, std::optional<std::int64_t> receivedMilliseconds = {});
    /// So much waits that it should be flushed.
    [[nodiscard]] bool isFull() const;
    /// All of it is on disk for good. False, with lastError(): no room; the file ends with a whole
    /// line or frame, and the next flush() tries again.
    [[nodiscard]] bool flush();
    /// The last flush, and the end of the file; now it has its name. False: as flush().
    [[nodiscard]] bool finish();
    [[nodiscard]] std::uint64_t bytes() const { return m_lines.size; } // on disk

private:
    /// A file, and what is still to be appended to it.
    struct Part
    {
        Descriptor file;
        std::uint64_t size = 0;
        std::string rest;
        [[nodiscard]] bool write();
    };
    [[nodiscard]] bool packRest(bool all);
    [[nodiscard]] std::string openAs(const std::string &path);

    std::string m_path;
    std::string m_partPath; // what it is called until the end; empty: by its name
    Part m_lines;
    Part m_receipts;
    std::optional<FramePacker> m_packer;
    std::string m_plain; // to be packed
    std::uint64_t m_offset = 0; // of the next line, unpacked
    bool m_tabled = false;
};

} // namespace sightglass
