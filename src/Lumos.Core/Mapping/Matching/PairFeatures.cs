namespace Lumos.Core.Mapping.Matching;

/// <summary>What speaks for one pair of columns; each part is 0 to 1.</summary>
/// <param name="Terms">Names by terms of the vocabulary.</param>
/// <param name="Words">Names by words.</param>
/// <param name="Covered">Share of the source's words the target's name has.</param>
/// <param name="Letters">Names by letter triples.</param>
/// <param name="Described">Share of the source's words the target's name and description have.</param>
/// <param name="Domain">Same meaning of the values.</param>
/// <param name="Type">Type fit.</param>
/// <param name="Values">Source values among the target's, by how much they tell.</param>
/// <param name="ValuesMissed">Share of the source's cells that are not among the target's values, where it has such.</param>
/// <param name="Shape">Source values look like the target's examples, where it has such.</param>
internal readonly record struct PairFeatures(double Terms, double Words, double Covered, double Letters, double Described, double Domain, double Type, double Values, double ValuesMissed, double Shape)
{
    /// <summary>Share of the target's words the source's name has.</summary>
    public double CoveredTarget { get; init; }

    /// <summary>Words of the source's name that nothing in the target's name is near.</summary>
    public int Alone { get; init; }

    /// <summary>Same meaning of the values, where it is one that few columns of a table have.</summary>
    public double Told { get; init; }

    /// <summary>Whether what the values mean is certain and the target means something else.</summary>
    public bool Contradicts { get; init; }

    /// <summary>Whether name or meaning says that the columns are not the same, so that nothing is to be made of there being no other.</summary>
    public bool Differs { get; init; }

    /// <summary>Whether the names are spelled alike but for case and marks.</summary>
    public bool IsSameName { get; init; }

    /// <summary>The best view of the names.</summary>
    public double Name => Math.Max(Terms, Math.Max(Words, 0.85 * Letters));

    /// <summary>As a list, for the model.</summary>
    public ReadOnlySpan<double> List => new[] { Name, Terms, Words, Covered, Letters, Described, Domain, Type, Values, ValuesMissed, Shape, Name * Name, Described * (1 - Name), Type < 0.2 ? 1 : 0, Name * Type, CoveredTarget, Told, Told * (1 - Name), Contradicts ? 1 : 0, Values * (1 - Name) };
}
