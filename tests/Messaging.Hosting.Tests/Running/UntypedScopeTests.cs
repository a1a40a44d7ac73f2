using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Hosting.Tests.Running;

/// <summary>By reflection over a class.</summary>
public sealed class UntypedScopeTests(ITestOutputHelper output) : ScopeTests(output)
{
    protected override void AddServer(IMessagingBuilder messaging)
    {
        messaging.Services.TryAddScoped<Ledger>();
        messaging.AddServer("ledger", server => server.AddEndpoint<Ledger>().Configure(options => options.Exchange = "books"));
    }
}
