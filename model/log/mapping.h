// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace sightglass {

/// A file in memory, read-only, with address space behind its end: what is appended later can be
/// read at the same place. What vanishes from a file that shrinks reads as zeros: no signal ends
/// the program (rules.md §3). LIFETIME: views end with it. THREAD: any.
class Mapping
{
public:
    Mapping() = default;
    /// Maps the file's first `size` bytes and as much again as there is room for. Empty when it
    /// cannot be mapped.
    Mapping(int descriptor, std::size_t size);
    ~Mapping();
    Mapping(Mapping &&other) noexcept;
    Mapping &operator=(Mapping &&other) noexcept;

    /// Gives the pages back: what is looked at again comes from the file again.
    void dropPages() const;

    [[nodiscard]] const char *data() const { return m_data; }
    /// With what is reserved behind the end of the file.
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    const char *m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace sightglass
