package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx as a plain pass-through with one worker, connections to the backend kept, and no log. */
final class Nginx {

  private Nginx() {}

  /** Starts it; it listens soon after. */
  static Part start(Cores cores, Path folder, int backend, int port) throws IOException {
    Path settings = folder.resolve("nginx.conf");
    Files.writeString(settings, settings(folder, backend, port));
    return Part.start(
        "nginx", cores, List.of("nginx", "-c", settings.toString()), Map.of(), folder);
  }

  private static String settings(Path folder, int backend, int port) {
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    return """
      %1$s
      daemon off;
      worker_processes 1;
      error_log stderr;
      pid %2$s/nginx.pid;
      events { worker_connections 4096; }
      http {
        access_log off;
        client_body_temp_path %2$s/body;
        proxy_temp_path %2$s/proxy;
        fastcgi_temp_path %2$s/fastcgi;
        uwsgi_temp_path %2$s/uwsgi;
        scgi_temp_path %2$s/scgi;
        client_body_buffer_size 64k;
        keepalive_requests 100000000;
        upstream backend {
          server 127.0.0.1:%3$d;
          keepalive 1024;
          keepalive_requests 100000000;
        }
        server {
          listen 127.0.0.1:%4$d;
          location / {
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffering off;
          }
        }
      }
      """
        .formatted(user, folder, backend, port);
  }
}
