#!/bin/sh
# Runs packages in Stilla and in Node and compares what they print, byte for byte.
#   tests/packages/compare.sh path/to/stilla [package...]
# Copies this folder to a scratch folder and installs the packages there; nothing is written here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
stilla=$(realpath "$1")
shift
work=${COMPARE_DIR:-/tmp/stilla-packages}
mkdir -p "$work/out"
cp -r "$here/." "$work/"
cd "$work"
[ -d node_modules ] || npm install --no-audit --no-fund
cp node_modules/lodash/lodash.js inputs/lodash.js.txt
cp node_modules/mustache/mustache.js inputs/mustache.js.txt
for file in *.js; do
  name=${file%.js}
  case " ${*:-$name} " in *" $name "*) ;; *) continue ;; esac
  more=
  preload=
  case $name in
    # uglify-js loads its own files by name at run time: they are put one after another, as its loader does.
    uglify-js)
      {
        echo 'var UglifyJS = {}; (function (domprops, exports) {'
        for part in utils ast transform parse scope compress output sourcemap mozilla-ast propmangle minify; do
          cat node_modules/uglify-js/lib/$part.js; echo
        done
        cat node_modules/uglify-js/tools/exports.js; echo '})('
        cat node_modules/uglify-js/tools/domprops.json; echo ', UglifyJS);'
        printf 'const SOURCE = '
        node -p 'JSON.stringify(require("fs").readFileSync("inputs/mustache.js.txt", "utf8"))'
        cat uglify-js.js
      } > out/uglify-js.js
      preload="--preload inputs/host.js" ;;
    jszip) preload="--preload inputs/host.js" ;;
    # These look for Node; the lines make them take the way they take in a browser.
    biwascheme) more='--banner:js=var/**/process={};' ;;
    typescript) more='--define:process=undefined' ;;
    fengari) more='--define:process.env.FENGARICONF=undefined --define:process=undefined' ;;
  esac
  if [ "$name" != uglify-js ]; then
    aliases=
    for module in fs os path url crypto readline child_process; do
      aliases="$aliases --alias:$module=./inputs/empty.js"
    done
    # shellcheck disable=SC2086 # words on purpose
    npx esbuild "$file" --bundle --format=iife --platform=browser --loader:.txt=text $aliases $more \
      --external:tmp --external:readline-sync --log-level=error --outfile="out/$name.js"
  fi
  # Two failures or two silences would look the same: what Node can't run, or prints nothing for, proves nothing.
  if ! node "out/$name.js" > "out/$name.node" || [ ! -s "out/$name.node" ]; then
    echo "NO ORACLE  $name"
    continue
  fi
  # shellcheck disable=SC2086 # words on purpose
  if "$stilla" $preload "out/$name.js" > "out/$name.stilla" 2> "out/$name.errors" \
    && cmp -s "out/$name.node" "out/$name.stilla"; then
    echo "same       $name"
  else
    echo "DIFFERENT  $name"
  fi
done
