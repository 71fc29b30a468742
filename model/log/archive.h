// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/record_ref.h"
#include "model/log/mapping.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// Where the bytes of all records stand, so that any of them can be shown as received. An archive
/// is a plain file (read in place), or a spool: an unlinked temporary file for what cannot be read
/// at random (compressed files, standard input, documents over many lines, the demo). THREAD: any.
/// Adding takes a short lock; reading uses pread, so a file that shrinks gives fewer bytes, never a
/// fault.
class Archives
{
public:
    Archives();
    ~Archives();
    Archives(const Archives &) = delete;
    Archives &operator=(const Archives &) = delete;

    /// A plain file that others write. Empty when it cannot be opened.
    [[nodiscard]] std::optional<std::uint32_t> addFile(const std::string &path);
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
    std::optional<std::uint32_t> add(int descriptor);

    struct File
    {
        int descriptor;
        std::uint64_t size; // of a spool
        Mapping mapping;
    };
    [[nodiscard]] int descriptorOf(std::uint32_t archive) const;
    mutable std::mutex m_mutex;
    std::vector<File> m_files;
};

} // namespace sightglass
