using Messaging.Drivers.Rabbit.Consuming.Content;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>What takes the replies of a driver, whichever consumer they come through.</summary>
/// <param name="Waiters">The calls that wait.</param>
/// <param name="Unanswered">The calls that have ended without a reply.</param>
/// <param name="Watch">What has to know that something comes.</param>
/// <param name="Inflating">Where large compressed ones are inflated.</param>
/// <param name="Limits">How large a reply may be.</param>
/// <param name="Logger">Where it is logged what nobody waits for.</param>
internal sealed record ReplyIntake(
    ReplyWaiters Waiters, UnansweredCalls Unanswered, ReplyWatch Watch, InflateQueue Inflating, ContentLimits Limits, ILogger Logger);
