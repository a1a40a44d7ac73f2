using System.Net;
using Messaging;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GatewaySample;

/// <summary>Runs the gateway, with TLS and a password, and a server behind it in the same process.</summary>
internal static class GatewayCommand
{
    public static async Task RunAsync(GatewayArguments arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, arguments.Port, listen => listen.UseHttps(OwnCertificate.Create(arguments.CertificateFile))));

        builder.Services.AddMessaging(arguments.Url).AddRabbit().AddZeroMq().AddServer<ICalculator, Calculator>();
        builder.Services.AddAuthentication("basic").AddScheme<BasicOptions, BasicAuthentication>("basic", basic =>
        {
            basic.User = arguments.User;
            basic.Password = arguments.Password;
        });
        builder.Services.AddAuthorization();

        await using var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRpc("/rpc", rpc => rpc.Contract<ICalculator>()).RequireAuthorization();

        await app.StartAsync();
        Console.WriteLine($"The certificate is in {arguments.CertificateFile}. To call it:");
        Console.WriteLine(
            $"  curl --cacert {arguments.CertificateFile} -u {arguments.User} https://localhost:{arguments.Port}/rpc/calc/add "
            + $"--json '{{\"a\": 1, \"b\": 2}}'");
        Console.WriteLine("ready");
        await app.WaitForShutdownAsync();
    }
}
