using Messaging.Drivers.Rabbit.Consuming.Content;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>Everything that receives the replies of a driver, through whichever consumer they come.</summary>
/// <param name="Waiters">The waiting calls.</param>
/// <param name="Unanswered">The calls that have ended without a reply.</param>
/// <param name="Watch">Is told that messages arrive.</param>
/// <param name="Inflating">Where large compressed replies are inflated.</param>
/// <param name="Limits">The limits on the size of a reply.</param>
/// <param name="Logger">Logs replies that nobody waits for.</param>
internal sealed record ReplyIntake(
    ReplyWaiters Waiters, UnansweredCalls Unanswered, ReplyWatch Watch, InflateQueue Inflating, ContentLimits Limits, ILogger Logger);
