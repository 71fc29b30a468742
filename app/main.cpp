// SPDX-License-Identifier: Apache-2.0
#include "app/registry/commands.h"
#include "app/registry/pictures.h"
#include "app/registry/vocabularies.h"

#include <algorithm>
#include <string>

namespace {

using namespace sightglass;

int help()
{
    std::string text = "Sightglass watches software delivery as it happens.\n\n";
    for (const Command &command : allCommands()) {
        text.append("  sightglass ").append(command.name).append(command.name.empty() ? "" : " ");
        text.append(command.usage).append("\n\n");
    }
    text += "  Exit status: 0 fine, 1 findings, 2 wrong usage, 3 something could not be read.\n";
    return print(text) ? kFine : kUnreadable;
}

} // namespace

int main(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const QString first = arguments.value(0);
    if (first == QLatin1String("--help") || first == QLatin1String("-h"))
        return help();
    if (first == QLatin1String("--version"))
        return print("sightglass " SIGHTGLASS_VERSION "\n") ? kFine : kUnreadable;

    const auto commands = allCommands();
    auto command = std::find_if(commands.begin(), commands.end(), [&](const Command &candidate) {
        return !candidate.name.empty() && first.toStdString() == candidate.name;
    });
    if (command != commands.end()) {
        arguments.removeFirst();
        if (arguments.contains(QStringLiteral("--help")))
            return help();
    } else {
        command = std::prev(commands.end());
    }
    const VocabularyList vocabularies = makeVocabularies();
    return command->run({argc, argv, arguments, vocabularies, allPictures()});
}
