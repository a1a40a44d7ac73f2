using Messaging.Drivers;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Running;

/// <summary>What a further package adds to a transport of the application: settings among those of messaging, and what runs with the
/// host.</summary>
internal interface IMessagingFeature
{
    /// <summary>The options of oslo.messaging that it takes.</summary>
    OsloSection Oslo { get; }

    /// <summary>Checks a child of messaging's section before it is bound, if it is one of this feature.</summary>
    /// <param name="child">The child.</param>
    /// <param name="failures">Gets every failure, a sentence that names the key.</param>
    /// <returns>False when it is of others.</returns>
    bool TryCheck(IConfigurationSection child, List<string> failures);

    /// <summary>Fills its settings from messaging's section, in which every key and value can be read.</summary>
    void Bind(IConfigurationSection section, MessagingOptions options);

    /// <summary>The key of ours below messaging's section that says the same as one of these options, or null.</summary>
    string? TwinOf(OsloOption option);

    /// <summary>Sets what one of these options says.</summary>
    void Set(MessagingOptions options, OsloOption option, string value);

    /// <summary>Checks its settings when the host starts.</summary>
    /// <param name="failures">Gets every failure, with the key, the value and what is right.</param>
    /// <param name="path">Where messaging's section stands.</param>
    /// <param name="options">The settings.</param>
    void Validate(List<string> failures, string path, MessagingOptions options);

    /// <summary>Makes what it adds, when the host starts, and returns what of it runs with the host.</summary>
    IEnumerable<HostedServer> Create(IServiceProvider services, Transport transport, MessagingOptions options);
}
