// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include <QCommandLineParser>

#include <cstdio>

namespace sightglass {

int complain(ExitStatus status, const QString &message)
{
    std::fprintf(stderr, "sightglass: %s\n", qUtf8Printable(message));
    return status;
}

bool print(std::string_view text)
{
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size()
        && std::fflush(stdout) == 0;
}

bool parseArguments(QCommandLineParser &parser, const QStringList &arguments)
{
    if (parser.parse(QStringList{QStringLiteral("sightglass")} + arguments))
        return true;
    complain(kUsage, parser.errorText());
    return false;
}

int runNothing(const Invocation &invocation)
{
    return complain(kUsage,
                    invocation.arguments.isEmpty()
                        ? QStringLiteral("this build has no window: name a subcommand, see --help")
                        : QStringLiteral("unknown subcommand %1, see --help")
                              .arg(invocation.arguments.first()));
}

} // namespace sightglass
