// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace sightglass {

/// Buffers of one size that many may keep, each used again once nobody does: fresh memory costs as
/// much as what is read into it. THREAD: any; a buffer may outlive this.
class SharedBuffers
{
public:
    explicit SharedBuffers(std::size_t size);

    /// One that nobody else has; its bytes are any.
    [[nodiscard]] std::shared_ptr<char[]> take();
    [[nodiscard]] std::size_t size() const;

private:
    struct Shelf;
    std::shared_ptr<Shelf> m_shelf;
};

} // namespace sightglass
