// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass::cdevents {

/// Reads context.links: PATH, RELATION and END, each pointing from the carrier back to the event
/// that it names (CDEvents links.md). What is no link is a problem and not counted.
void readEmbeddedLinks(json::Value links, TextArena &arena, Decoded &event);

/// Whether the object is a link that travels on its own, without context.
[[nodiscard]] bool isStandAloneLink(const MemberList &body);

/// Reads START, PATH, RELATION and END. Such a link has no id: the digest of its content stands in
/// (rules.md §2.2).
[[nodiscard]] std::optional<Rejection> readStandAloneLink(json::Value body, TextArena &arena,
                                                          Decoded &event);

} // namespace sightglass::cdevents
