namespace Messaging.Drivers.Amqp1.Addressing;

/// <summary>The names that replace the placeholders of a pattern.</summary>
internal readonly record struct AddressNames(string Exchange = "", string Topic = "", string? Server = null, string? Pool = null)
{
    /// <summary>The name for a placeholder.</summary>
    public string Of(string placeholder) => placeholder switch
    {
        AddressPattern.Exchange => Exchange,
        AddressPattern.Topic => Topic,
        AddressPattern.Server => Server ?? "",
        AddressPattern.Pool => Pool ?? "",
        _ => Environment.MachineName,
    };
}
