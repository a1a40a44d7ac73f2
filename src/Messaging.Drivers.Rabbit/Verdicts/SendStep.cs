namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>What is done about a message that did not get through.</summary>
internal enum SendStep : byte
{
    /// <summary>It ends silently.</summary>
    Drop,

    /// <summary>It ends with an error, which its sender, or whoever acts for it, is told.</summary>
    Fail,

    /// <summary>It may have got through: its reply, or its timeout, ends it.</summary>
    Wait,

    /// <summary>It is sent again at once.</summary>
    AtOnce,

    /// <summary>It is sent again after <see cref="SendVerdict.Pause"/>.</summary>
    Soon,

    /// <summary>It is sent again after <c>ReconnectDelay</c>.</summary>
    AfterDelay,

    /// <summary>It joins the messages that wait together for its queue, and is sent again with them.</summary>
    Keep,

    /// <summary>The same, but without what its first sender added to the body, as the broker may be refusing that.</summary>
    KeepBare,

    /// <summary>The broker is asked who consumes; then it is judged again.</summary>
    Ask,
}
