# Functions for bin/release and bin/test-packages: what Maven has packaged, as a Maven repository.

# Modules whose jars users depend on. The other ones are tools of this repository.
PUBLISHED=(training-core testkit engine-dl4j barrier-training spark-connector datasource estimators)
PLATFORMS=(linux-x86_64 linux-arm64 macosx-arm64)

element() { # NAME POM: the text of the first such element; published poms have no parent before it
  sed -n "s/.*<$1>\(.*\)<\/$1>.*/\1/p" "$2" | head -n 1
}

lay_out() { # MODULE_FOLDER BUILD_FOLDER REPOSITORY: copies the pom and the files of an artifact
  local pom=$1/$2/.flattened-pom.xml artifact version to file
  artifact=$(element artifactId "$pom")
  version=$(element version "$pom")
  to=$3/org/coherer/$artifact/$version
  mkdir -p "$to"
  cp "$pom" "$to/$artifact-$version.pom"
  for file in .jar -sources.jar -javadoc.jar; do
    if [[ -f $1/$2/$artifact-$version$file ]]; then
      cp "$1/$2/$artifact-$version$file" "$to/"
    fi
  done
  if [[ -f $1/$2/bom.json ]]; then # of the profile release
    cp "$1/$2/bom.json" "$to/$artifact-$version-cyclonedx.json"
  fi
}
