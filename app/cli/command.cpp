// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include <cstdio>

namespace sightglass {

int complain(ExitStatus status, const QString &message)
{
    std::fprintf(stderr, "sightglass: %s\n", qUtf8Printable(message));
    return status;
}

} // namespace sightglass
