using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Messaging.Generators.Tests.Deployed;

/// <summary>RpcContracts.txt beside a user's code.</summary>
internal sealed class RecordFile(string text) : AdditionalText
{
    public override string Path => "/user/RpcContracts.txt";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
