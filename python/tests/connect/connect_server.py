"""A Spark Connect server in a process of its own, of the installed PySpark."""
import os
import re
import shutil
import subprocess
import tempfile
import time

import pyspark

START_SECONDS = 120
STOP_SECONDS = 20


class Server:
    """A server in a process of its own, with a folder for its files."""

    def __init__(self, jars):
        self.folder = tempfile.mkdtemp()
        self.log = os.path.join(self.folder, "server.log")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
        home = os.path.dirname(pyspark.__file__)
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [os.path.join(home, "bin", "spark-submit"), "--master", "local[2]", *(["--jars", jars] if jars else []),
                 "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
                 "--conf", "spark.connect.grpc.binding.address=127.0.0.1", "--conf", "spark.connect.grpc.binding.port=0",
                 "--conf", f"spark.local.dir={self.folder}", "--conf", "spark.ui.enabled=false",
                 "--conf", f"spark.driver.extraJavaOptions=-Djava.io.tmpdir={self.folder}"],
                cwd=self.folder, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                env={**environment, "SPARK_HOME": home, "SPARK_LOCAL_IP": "127.0.0.1"})
        self.remote = f"sc://127.0.0.1:{self._port()}"

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def _port(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"Spark Connect server started at: .*:(\d+)$", self.said(), re.M)
            if found:
                return found.group(1)
            time.sleep(0.1)
        said = self.said()[-5000:]
        self.stop()
        raise AssertionError(f"the Spark Connect server did not start: {said}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
