"""Processes that serve pages of Spark's UI: applications, History Servers, and a proxy in front of either."""
import contextlib
import http.client
import http.server
import os
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from unittest import mock

from py4j import java_gateway

SECONDS = 120
ADDRESS = "127.0.0.1"


def get(url, headers=None):
    """Returns the status, the headers and the text of a page."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, ""


def wait_for(what, holds):
    """Waits until something holds, and returns it."""
    end = time.monotonic() + SECONDS
    while not (value := holds()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what} ({SECONDS} s)")
        time.sleep(0.1)
    return value


def _java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else shutil.which("java")


def _options(home):
    """Returns the options and the class path of a JVM with the Spark and the Coherer of a build."""
    return [f"@{home}/conf/java.args", "-Xmx1g"], os.pathsep.join([f"{home}/coherer/*", f"{home}/jars/*"])


def _surroundings():
    """Returns the environment without the settings of another Spark."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return {**kept, "SPARK_LOCAL_IP": ADDRESS}


class Application:
    """An application in a JVM of its own, with the plugin, whose Java classes Python calls. So one test is of every
    Spark, whichever PySpark there is."""

    def __init__(self, home, folder, master="local[2]", **settings):
        options, class_path = _options(home)
        scala = Path(home, "RELEASE").read_text("utf-8").split("Scala ")[1].strip()
        surroundings = {**_surroundings(), "SPARK_HOME": str(home), "SPARK_SCALA_VERSION": scala}
        with open(Path(folder, "application.log"), "w", encoding="utf-8") as log, \
                mock.patch.dict(os.environ, surroundings, clear=True):
            port, secret, self._process = java_gateway.launch_gateway(
                classpath=class_path, javaopts=options, die_on_exit=True, java_path=_java(), redirect_stdout=log,
                redirect_stderr=log, enable_auth=True, return_proc=True, cwd=str(folder))
        self._gateway = java_gateway.JavaGateway(
            gateway_parameters=java_gateway.GatewayParameters(port=port, auth_token=secret, auto_convert=True))
        self.jvm = self._gateway.jvm
        builder = self.jvm.org.apache.spark.sql.SparkSession.builder().master(master).appName("pages")
        for name, value in {
                "spark.plugins": "org.coherer.connector.plugin.CohererPlugin", "spark.ui.enabled": "true",
                "spark.ui.port": "0", "spark.driver.host": ADDRESS, "spark.driver.bindAddress": ADDRESS,
                "spark.sql.shuffle.partitions": "2", "spark.executor.extraClassPath": f"{home}/coherer/*",
                **settings}.items():
            builder = builder.config(name, value)
        self.spark = builder.getOrCreate()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        with contextlib.suppress(Exception):
            self._gateway.shutdown()
        self._process.stdin.close()  # which ends it
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def stop(self):
        """Stops the application, not its JVM: its log is then complete."""
        self.spark.stop()

    @property
    def url(self):
        return self.spark.sparkContext().uiWebUrl().get()

    @property
    def id(self):
        return self.spark.sparkContext().applicationId()

    def array(self, kind, values):
        """Returns an array of Java's."""
        array = self._gateway.new_array(kind, len(values))
        for index, value in enumerate(values):
            array[index] = value
        return array

    def strings(self, *values):
        return self.array(self.jvm.String, values)


@contextlib.contextmanager
def history_server(home, folder, logs, **settings):
    """Runs a History Server, and yields its address."""
    options, class_path = _options(home)
    log = Path(folder, "history.log")
    properties = {"spark.history.fs.logDirectory": Path(logs).as_uri(), "spark.history.ui.port": "0", **settings}
    with open(log, "wb") as out, subprocess.Popen(
            [_java(), *options, *(f"-D{name}={value}" for name, value in properties.items()), "-cp", class_path,
             "org.apache.spark.deploy.history.HistoryServer"],
            env=_surroundings(), cwd=str(folder), stdout=out, stderr=subprocess.STDOUT) as server:
        try:
            def port():
                if server.poll() is not None:
                    raise RuntimeError(f"The History Server has ended: {log.read_text('utf-8')}")
                return re.search(r"HistoryServer.* started at http://[^:]+:(\d+)", log.read_text("utf-8"))
            yield f"http://{ADDRESS}:{wait_for('The History Server has not started', port)[1]}"
        finally:
            server.terminate()


# A page of the form of Spark's with everything that a strict policy blocks.
CONTROL = b"""<div class="row"><h3>Control</h3></div><div class="row"><p style="color:red">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onerror="owned=1"><script>owned=1</script></div>"""


class Proxy(http.server.ThreadingHTTPServer):
    """A proxy at a path of its own, which puts a policy in the place of whatever the server behind it says."""

    daemon_threads = True
    CONTROL = "/control"

    def __init__(self, base, upstream, policy, forwards=True):
        super().__init__((ADDRESS, 0), _Forwarding)
        self.base, self.upstream, self.policy, self.forwards = base, upstream, policy, forwards
        self.strays = set()  # what was asked for outside the path
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    @property
    def url(self):
        return f"http://{ADDRESS}:{self.server_port}{self.base}"


class _Forwarding(http.server.BaseHTTPRequestHandler):
    """Forwards requests for pages and what they consist of."""

    def do_GET(self):  # pylint: disable=invalid-name
        base = self.server.base
        if self.path == base + Proxy.CONTROL:
            self._answer(200, {"Content-Type": "text/html"}, CONTROL)
        elif not self.path.startswith(base + "/"):
            self.server.strays.add(self.path)
            self._answer(404, {}, b"")
        else:
            self._forward(self.path[len(base):], {"X-Forwarded-Context": base} if self.server.forwards else {})

    def _forward(self, path, headers):
        server = self.server.upstream.removeprefix("http://")
        connection = http.client.HTTPConnection(server, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() in ("content-type", "location")}
            moved = kept.get("Location", "")
            if moved.startswith(self.server.upstream + "/"):  # The server names itself; proxies translate that.
                kept["Location"] = self.server.base + moved.removeprefix(self.server.upstream)
            self._answer(answer.status, kept, answer.read())

    def _answer(self, status, headers, body):
        self.send_response(status)
        for name, value in {**headers, "Content-Security-Policy": self.server.policy}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):  # pylint: disable=redefined-builtin
        """Says nothing."""
