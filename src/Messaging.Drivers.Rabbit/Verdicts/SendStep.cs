namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>What is done about a message that did not get there.</summary>
internal enum SendStep : byte
{
    /// <summary>It ends, and nobody is told.</summary>
    Drop,

    /// <summary>It ends with an error: its sender is told, or who stands in for it.</summary>
    Fail,

    /// <summary>It may have got there: its reply, or its time, ends it.</summary>
    Wait,

    /// <summary>It is sent again at once.</summary>
    AtOnce,

    /// <summary>It is sent again after <see cref="SendVerdict.Pause"/>.</summary>
    Soon,

    /// <summary>It is sent again after <c>ReconnectDelay</c>.</summary>
    AfterDelay,

    /// <summary>It goes to those that wait together for its queue, and is sent again with them.</summary>
    Keep,

    /// <summary>The same, without what its first sender wrote beside the body: that may be what the broker does not take.</summary>
    KeepBare,

    /// <summary>The broker is asked who consumes, and then it is judged anew.</summary>
    Ask,
}
