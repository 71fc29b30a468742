// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/record_ref.h"
#include "model/log/frame_cache.h"
#include "model/log/mapping.h"
#include "model/log/zstd_frames.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// Where the bytes of all records stand, so that any of them can be shown as received. An archive
/// is a plain file (read in place), a file of zstd frames as the log and recordings have them
/// (places are those of its unpacked content), or a spool: an unlinked temporary file for what
/// cannot be read at random (other compressed files, standard input, documents over many lines, the
/// demo). An archive that is there stays, even when its file was removed. THREAD: any. Adding takes
/// a short lock; reading uses pread, so a file that shrinks gives fewer bytes, never a fault.
class Archives
{
public:
    Archives();
    ~Archives();
    Archives(const Archives &) = delete;
    Archives &operator=(const Archives &) = delete;

    /// A plain file that others write. Empty when it cannot be opened.
    [[nodiscard]] std::optional<std::uint32_t> addFile(const std::string &path);
    /// Where the records of a file stand that is read now.
    struct Place
    {
        std::uint32_t archive = 0;
        bool spools = false; // they are to be append()ed
    };
    /// The file itself, if it is plain or of our frames; else a spool. Empty when it cannot be
    /// opened, or nothing can be spooled.
    [[nodiscard]] std::optional<Place> addRead(const std::string &path, bool isPlain);
    /// An unlinked file below `folder` (else the system's temporary folder).
    [[nodiscard]] std::optional<std::uint32_t> addSpool(const std::string &folder = {});
    /// Appends to a spool and says where. A full disk gives an empty reference.
    [[nodiscard]] RecordRef append(std::uint32_t spool, std::string_view bytes);
    /// The archive in memory: records may be looked at where they stand. Null: it is not.
    /// LIFETIME: of this.
    [[nodiscard]] std::string_view mapped(std::uint32_t archive) const;
    /// Gives back the memory that mapped archives take once they were looked at. COST: about a
    /// millisecond for 64 MiB of them.
    void dropPages() const;
    /// The bytes as received; empty when they cannot be read any more. Of a reference without a
    /// size those of the JSON value that begins there.
    [[nodiscard]] std::string read(const RecordRef &ref) const;

private:
    struct File
    {
        int descriptor = -1;
        std::uint64_t size = 0; // of a spool; of a file of frames: as it is on disk
        Mapping mapping = {};
        std::shared_ptr<const FrameIndex> frames = {}; // null: it is plain
    };
    /// What is needed to read an archive without the lock.
    struct View
    {
        std::uint32_t archive = 0;
        int descriptor = -1;
        std::string_view packed;
        std::shared_ptr<const FrameIndex> frames;
    };
    std::uint32_t add(File file);
    std::optional<std::uint32_t> addFrames(const std::string &path);
    [[nodiscard]] View viewOf(std::uint32_t archive) const;
    [[nodiscard]] std::string bytesAt(const View &view, std::size_t size,
                                      std::uint64_t offset) const;

    mutable std::mutex m_mutex;
    std::vector<File> m_files;
    mutable FrameCache m_cache;
};

} // namespace sightglass
