using System.Diagnostics;
using System.Globalization;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>Debian's nginx (nginx-light) before gateways, with the configuration that docs/http.md gives.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ChildProcess _process;

    private Nginx(DirectoryInfo folder, ChildProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Url = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/rpc";
    }

    public string Url { get; }

    public static async Task<Nginx> StartAsync(params IEnumerable<GatewayHost> gateways)
    {
        var port = FreePorts.Next();
        var folder = Directory.CreateTempSubdirectory("nginx-");
        var file = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(file, Configure(folder.FullName, port, gateways.Select(gateway => gateway.Address.Authority)));
        var process = ChildProcess.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-p", folder.FullName, "-c", file, "-e", "stderr"]));
        await process.Error.WaitForAsync(line => line.Contains("RLIMIT_NOFILE", StringComparison.Ordinal), "nginx's last word at its start", WaitLimit.Start);
        return new Nginx(folder, process, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Configure(string folder, int port, IEnumerable<string> gateways) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/pid;
        error_log stderr notice;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;

            upstream gateways {
                {{string.Join("\n        ", gateways.Select(gateway => $"server {gateway};"))}}
                keepalive 32;
            }

            server {
                listen 127.0.0.1:{{port}};
                location /rpc/ {
                    proxy_pass http://gateways;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_next_upstream error http_503 non_idempotent;
                }
            }
        }
        """;
}
