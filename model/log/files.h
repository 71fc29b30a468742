// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/log/mapping.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sightglass {

/// A file descriptor that is closed in the end.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number)
    { }
    ~Descriptor() { reset(); }
    Descriptor(Descriptor &&other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    { }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    [[nodiscard]] int get() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    void reset();

private:
    int m_number = -1;
};

/// A new file for its owner only. Not open, with errno: there is one already, or a link.
[[nodiscard]] Descriptor createFile(const std::string &path);
/// All of it, however often a signal or a pipe cuts in. False, with errno: no room (which is
/// ENOSPC also when the disk took a part of it and then nothing).
[[nodiscard]] bool writeAll(int descriptor, std::string_view bytes);
/// What is in a file from a place on; empty when it cannot be read.
[[nodiscard]] std::string readWhole(const std::string &path, std::uint64_t from);
/// The old content or the new one, whenever the power goes. False, with errno: it stays as it was.
[[nodiscard]] bool replaceFile(const std::string &path, std::string_view bytes);
/// Names that were made, changed or removed in the folder are so for good.
[[nodiscard]] bool syncFolder(const std::string &folder);
[[nodiscard]] std::string folderOf(const std::string &path);
/// What errno says, for a person.
[[nodiscard]] std::string lastError();

/// A regular file in memory, as long as it is now; empty when it cannot be read.
class MappedFile
{
public:
    explicit MappedFile(const std::string &path);
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }

private:
    Descriptor m_descriptor;
    Mapping m_mapping;
    std::string_view m_bytes;
};

} // namespace sightglass
