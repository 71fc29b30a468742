// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/member_list.h"

#include <string_view>

namespace sightglass::github {

/// What X-GitHub-Event says, and the `action` of the body or what the CloudEvents adapter puts in
/// its place.
struct Hook
{
    std::string_view event; // "workflow_run"; empty: none that is known
    std::string_view action; // "completed"; the state of a deployment_status
};

/// Told from `action` and the object that is there. COST: a scan of the names of the root.
[[nodiscard]] Hook hookOf(const MemberList &members);
/// Told from a type of the adapter without its prefix: "workflow_run.completed".
[[nodiscard]] Hook hookOf(std::string_view type);

} // namespace sightglass::github
