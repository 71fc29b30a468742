// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/decoded.h"

#include <utility>

namespace sightglass {

// The vectors keep their room: the next event most likely needs as much.
void Decoded::clear()
{
    auto roomForIdentities = std::move(identities);
    auto roomForLinks = std::move(links);
    auto roomForReferences = std::move(references);
    auto roomForProblems = std::move(problems);
    roomForIdentities.clear();
    roomForLinks.clear();
    roomForReferences.clear();
    roomForProblems.clear();
    *this = Decoded{};
    identities = std::move(roomForIdentities);
    links = std::move(roomForLinks);
    references = std::move(roomForReferences);
    problems = std::move(roomForProblems);
}

} // namespace sightglass
