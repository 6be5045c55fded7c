using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>How one kind of personal data is recognised and masked.</summary>
internal sealed record PiiRule(string Label, PiiGrade Grade, MaskStyle Style)
{
    /// <summary>Sets of header words; one whole set must occur.</summary>
    public string[][] Headers { get; init; } = [];

    /// <summary>Header words that rule the kind out.</summary>
    public string[] Not { get; init; } = [];

    /// <summary>Test of a value; null when only the header can tell.</summary>
    public NamedTest? Test { get; init; }

    /// <summary>Stricter test used without a header; null for the same one.</summary>
    public NamedTest? TestAlone { get; init; }

    /// <summary>Share of values that must pass when the header agrees.</summary>
    public double WithHeader { get; init; } = 0.3;

    /// <summary>Share of values that must pass without a header; above 1 when values alone never suffice.</summary>
    public double Alone { get; init; } = 2;

    /// <summary>Whether the header counts only in a table about persons, or when the values agree.</summary>
    public bool NeedsPersonTable { get; init; }

    /// <summary>Whether one value of the form is proof enough without a header.</summary>
    public bool Unmistakable { get; init; }

    /// <summary>From how many different values on a column of which none passes the test is of another kind; null for never.</summary>
    public int? ListKnowsFrom { get; init; }

    /// <summary>Share of different values a column has at the least where the header says the kind: a number of a person hardly repeats in a table of persons.</summary>
    public double LeastDifferent { get; init; }

    /// <summary>Whether numbers that lie close together, given out one after the other, are keys of the table rather than somebody's.</summary>
    public bool NotInTurn { get; init; }

    /// <summary>Column types the kind can have; empty for any.</summary>
    public ColumnKind[] Kinds { get; init; } = [];
}
