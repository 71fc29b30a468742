// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks the webhooks of Gitea, Forgejo and Gogs: those of GitHub with small differences. As they
/// have no types on the wire, they are called as GitHub's are: `com.gitea.<event>.<action>`.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeGitea();

} // namespace sightglass
