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

    /// What a crash left, put right.
    struct Repaired
    {
        std::uint64_t cutBytes = 0; // torn last lines, kept in rejected.torn
        std::uint64_t unpacked = 0; // packed segments beside the plain ones that they were made of
        std::uint64_t sidecars = 0; // written anew
    };
    /// Told in the journal, too. REQUIRES: Owner. COST: linear in the plain segments, which are few
    Repaired repair();
    [[nodiscard]] std::vector<std::string> segments() const;

private:
    [[nodiscard]] std::uint64_t cutTorn(const std::string &segment);

    std::string m_path;
    std::string m_error;
    int m_lock = -1;
};

} // namespace sightglass
