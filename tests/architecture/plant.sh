#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The checks are worth nothing if they let pass what they are for: plants what is forbidden into a copy of the sources
# and wants each to be found.   plant.sh ROOT QT_HEADERS CMAKE
set -eu
root=$1 qt=$2 cmake=$3
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
failed=0

# plant CHECK FILE LINE [before]: the line goes behind the first #pragma once or #include of the file, or before it.
plant() {
    rm -rf "$copy/tree"
    mkdir "$copy/tree"
    for folder in model views app tests; do cp -r "$root/$folder" "$copy/tree/$folder"; done
    awk -v line="$3" -v before="${4:-}" '
        !done && /^#(pragma once|include)/ { print before ? line "\n" $0 : $0 "\n" line; done = 1; next }
        { print }' "$root/$2" >"$copy/tree/$2"
    if "$1" "$copy/tree" >"$copy/log" 2>&1; then
        echo "not found in $2: $(printf '%.60s' "$3")"
        failed=1
    elif ! grep -q "$2" "$copy/log"; then
        echo "found, but not named, in $2: $(printf '%.60s' "$3")"
        failed=1
    fi
}
includes() { "$cmake" -DROOT="$1" -DQT_HEADERS="$qt" -P "$root/tests/architecture/check_includes.cmake"; }
house() {
    find "$1/model" "$1/views" "$1/app" "$1/tests" -name '*.h' -o -name '*.cpp' |
        xargs awk -f "$root/tests/architecture/check_house.awk"
}

plant includes model/base/words.h '#include <QWidget>'
plant includes model/base/words.h '#include <QtWidgets/QWidget>'
plant includes model/graph/state.cpp '#include <QtWidgets>'
plant includes model/graph/state.cpp '#  include <qpainter.h>'
plant includes model/graph/state.cpp '#include "QLabel"'
plant includes views/context/selection.h '#include <QtGui/QColor>'
plant includes views/context/selection.h '#include "model/session/session.h"'
plant includes model/graph/state.cpp '#include "views/context/selection.h"'
plant includes model/graph/state.cpp '#include "snapshot.h"'
plant house model/base/hash.h 'inline void f(QLabel &l, QString s) { l.setTextFormat(Qt::RichText); }'
plant house model/base/hash.h 'inline QString f(QString s) { return QStringLiteral("%1 %2").arg(s).arg(s); }'
plant house model/base/hash.h '// TODO'
plant house model/base/hash.cpp '#include <string>' before
plant house model/base/hash.cpp "$(printf 'void f()\n{\n'; yes '    f();' | head -61; printf '}')"
plant house model/base/hash.cpp "$(yes '//' | head -400)"
exit $failed
