namespace Messaging.Drivers.Thrift.Idl;

/// <summary>The words of a file, with the current one; an unexpected word is an error at its place.</summary>
internal sealed class IdlWords(IdlScanner scanner)
{
    public IdlToken Current { get; private set; } = scanner.Next();

    public IdlToken Take()
    {
        var taken = Current;
        Current = scanner.Next();
        return taken;
    }

    public bool TryTake(string symbol)
    {
        var isIt = IsAt(symbol);
        if (isIt)
        {
            Take();
        }

        return isIt;
    }

    public bool IsAt(string symbol) => Current.Kind == IdlTokenKind.Symbol && Current.Text == symbol;

    public void Take(string symbol, string before)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected($"'{symbol}' before {before}");
        }
    }

    public IdlToken TakeName(string what) => Current.Kind == IdlTokenKind.Name ? Take() : throw Unexpected(what);

    public IdlToken TakeText(string what) => Current.Kind == IdlTokenKind.Text ? Take() : throw Unexpected(what + " in quotes");

    public IdlToken TakeInteger(string what) => Current.Kind == IdlTokenKind.Integer ? Take() : throw Unexpected(what);

    public void SkipSeparator()
    {
        if (!TryTake(","))
        {
            TryTake(";");
        }
    }

    /// <summary>Skips the annotations in parentheses after a type, a field or a definition, which are for compilers.</summary>
    public void SkipAnnotations() => TakeAnnotation("");

    /// <summary>Takes the annotations in parentheses. Returns the text of the wanted one, or null when it is missing.</summary>
    public string? TakeAnnotation(string wanted)
    {
        string? found = null;
        if (!TryTake("("))
        {
            return null;
        }

        while (!TryTake(")"))
        {
            var name = TakeName("the name of an annotation, or )");
            if (TryTake("=") && Current.Kind is not (IdlTokenKind.Text or IdlTokenKind.Name or IdlTokenKind.Integer or IdlTokenKind.Number))
            {
                throw Unexpected("the value of the annotation");
            }
            else if (Current.Kind is IdlTokenKind.Text or IdlTokenKind.Integer or IdlTokenKind.Number)
            {
                var value = Take();
                found = name.Text == wanted ? value.Text : found;
            }

            SkipSeparator();
        }

        return found;
    }

    public ThriftIdlException Unexpected(string expected) => Current.Place.Error($"expected {expected}, but found {Current}.");
}
