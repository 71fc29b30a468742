// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// The folder that the log stands in: who may write it, what is in it, and what a crash left torn.
class LogFolder
{
public:
    LogFolder() = default;
    ~LogFolder();
    LogFolder(const LogFolder &) = delete;
    LogFolder &operator=(const LogFolder &) = delete;

    enum class Access : std::uint8_t { Owner, Follower, Unusable };
    /// Makes the folder (0700) where it is missing and takes its lock. Follower: another process
    /// writes it, see ownerAddress(). Unusable: see error().
    Access open(const std::string &path);
    [[nodiscard]] const std::string &error() const { return m_error; }
    [[nodiscard]] const std::string &path() const { return m_path; }

    /// What the owner's receiver listens on; a follower reads it, the owner writes it.
    [[nodiscard]] std::string ownerAddress() const;
    void setOwnerAddress(std::string_view address);

    /// Cuts a last line that a crash left torn off the newest segment, and keeps it in the rejected
    /// file. Returns how many bytes were cut. REQUIRES: Owner
    std::uint64_t repair();
    [[nodiscard]] std::vector<std::string> segments() const;

private:
    std::string m_path;
    std::string m_error;
    int m_lock = -1;
};

/// The plain segments of a log folder, oldest first.
[[nodiscard]] std::vector<std::string> segmentsIn(const std::string &folder);

/// "segment-000007.ndjson" after "segment-000006.ndjson"; the first one for an empty list.
[[nodiscard]] std::string nextSegmentName(const std::vector<std::string> &segments);

} // namespace sightglass
