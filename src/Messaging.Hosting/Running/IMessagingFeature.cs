using Messaging.Drivers;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Running;

/// <summary>An addition of another package to a transport of the application: settings among those of messaging, and services that run with
/// the host.</summary>
internal interface IMessagingFeature
{
    /// <summary>The options of oslo.messaging that it takes.</summary>
    OsloSection Oslo { get; }

    /// <summary>Checks a child of messaging's section before it is bound, if it is one of this feature.</summary>
    /// <param name="child">The child.</param>
    /// <param name="failures">Receives every failure, a sentence that names the key.</param>
    /// <returns>False when it belongs to another.</returns>
    bool TryCheck(IConfigurationSection child, List<string> failures);

    /// <summary>Fills its settings from messaging's section, in which every key and value has been checked.</summary>
    void Bind(IConfigurationSection section, MessagingOptions options);

    /// <summary>The key of ours below messaging's section that says the same as one of these options, or null.</summary>
    string? TwinOf(OsloOption option);

    /// <summary>Sets what one of these options says.</summary>
    void Set(MessagingOptions options, OsloOption option, string value);

    /// <summary>Checks its settings when the host starts.</summary>
    /// <param name="failures">Receives every failure, with the key, the value and what is right.</param>
    /// <param name="path">The path of messaging's section.</param>
    /// <param name="options">The settings.</param>
    void Validate(List<string> failures, string path, MessagingOptions options);

    /// <summary>Creates what it adds when the host starts, and returns the parts that run with the host.</summary>
    IEnumerable<HostedServer> Create(IServiceProvider services, Transport transport, MessagingOptions options);
}
