// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    using namespace sightglass;
    const QCoreApplication application{argc, argv};
    QStringList arguments = QCoreApplication::arguments().mid(1);
    if (!arguments.isEmpty() && arguments.first() == QLatin1String("report"))
        return runReport(arguments.mid(1));
    return complain(kUsage, QStringLiteral("unknown command"));
}
