using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Mapping.Strategies;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>A source column with everything mapping knows about it.</summary>
internal sealed class SourceColumn
{
    private const double AllDifferent = 0.8;
    private const string Zero = "0";
    private const int EpochDigits = 9;
    private double _numberShare = double.NaN, _truthShare = double.NaN;
    private bool? _holdsDates, _zeroIsNoMoment;
    private WrittenDates? _writtenDates;

    /// <summary>Catalog table.</summary>
    public required CatalogTable Table { get; init; }

    /// <summary>Catalog column.</summary>
    public required CatalogColumn Column { get; init; }

    /// <summary>Its name in words.</summary>
    public required HeaderWords Words { get; init; }

    /// <summary>Its name in terms of the vocabulary.</summary>
    public NameReading Reading => field ??= NameReading.Of(Name);

    /// <summary>Its name without what most columns of its table are called first; the name itself where they share nothing.</summary>
    public required string ShortName { get; init; }

    /// <summary>What it means.</summary>
    public DomainAssignment? Domain { get; init; }

    /// <summary>From the raw text to the standard type, as the standardisation plan says.</summary>
    public required Expression Typed { get; init; }

    /// <summary>From the raw text to cleaned text, NULL spellings gone.</summary>
    public required Expression Text { get; init; }

    /// <summary>The cast that reads its numbers, where they are written in a way of their own; null where they are plain, and for other columns.</summary>
    public TypeCast? Written { get; init; }

    /// <summary>Its text as a number of a type.</summary>
    public Pipe ToNumber(ColumnType type, Rounding rounding = Rounding.Exact) =>
        Written is null ? Pipe.From(Text).TypeCast(type, rounding, wide: WideDecimals.Any(type)) : Pipe.From(Written.Input).TypeCast(type, rounding, format: Written.Format, wide: WideDecimals.Any(type));

    /// <summary>Values of the sample without NULLs and outer blanks; empty in metadata_only.</summary>
    public IReadOnlyList<string> Sample { get; init; } = [];

    /// <summary>What the values of the sample look like; the same object for the same sample.</summary>
    public ValueProfile Values { get => field ??= ValueProfile.Of(Sample); init; }

    /// <summary>Share of the sample's values that are numbers.</summary>
    public double NumberShare => double.IsNaN(_numberShare) ? _numberShare = ShareOf(static v => ValueTests.Get("number")(v)) : _numberShare;

    /// <summary>Share of the sample's values that are yes or no in some language.</summary>
    public double TruthShare => double.IsNaN(_truthShare) ? _truthShare = ShareOf(static v => SmallLists.Contains("boolean", v)) : _truthShare;

    /// <summary>Share of the sample's values a test accepts; 0 without values.</summary>
    public double ShareOf(Func<string, bool> test) => Sample.Count == 0 ? 0 : (double)Sample.Count(test) / Sample.Count;

    /// <summary>Whether text or numbers of the sample can be read as dates.</summary>
    public bool HoldsDates => _holdsDates ??= Sample.Count > 0 && (DateReadings.Of(Moments).Count > 0 || WrittenDates is not null);

    /// <summary>Whether 0 stands for no moment among seconds or parts of seconds since 1970: never seen, no end.</summary>
    public bool ZeroIsNoMoment => _zeroIsNoMoment ??= Sample.Contains(Zero) && Sample.Any(static v => v != Zero) && Sample.All(static v => v == Zero || (v.Length >= EpochDigits && v.All(char.IsAsciiDigit)));

    /// <summary>Values of the sample that may be moments.</summary>
    public IReadOnlyList<string> Moments => ZeroIsNoMoment ? [.. Sample.Where(static v => v != Zero)] : Sample;

    /// <summary>Its dates put together so that a format reads them; null when formats read them as they are, and for other columns.</summary>
    public WrittenDates? WrittenDates => _writtenDates ??= Sample.Count == 0 ? null : WrittenDates.Of(new LearningColumn(Name, Text, [.. Sample]));

    /// <summary>Ways its values hold several parts.</summary>
    public IReadOnlyList<PartShape> Shapes => field ??= [.. PartShape.All.Where(s => s.Fits(Sample))];

    /// <summary>What of addresses its values are.</summary>
    public StreetValues Streets => field ??= StreetValues.Of(Type, Sample);

    /// <summary>Type of <see cref="Typed"/>.</summary>
    public ColumnType Type => Column.Type;

    /// <summary>Whether it is of days or moments.</summary>
    public bool IsMoment => Type.Kind is ColumnKind.Date or ColumnKind.Timestamp;

    /// <summary>Name as the source spells it.</summary>
    public string Name => Column.SourceName;

    /// <summary>Whether many rows share its values, so that it identifies none; false when they were not counted.</summary>
    public bool Repeats => Column.Counts is { Distinct: > 0 } counts && Table.RowCount is { } rows && counts.Distinct < (rows - counts.Nulls) * AllDifferent;

    /// <summary>Table whose rows it names; null when it is no reference.</summary>
    public string? Refers { get; init; }

    /// <summary>Whether the rows of its table are known by it: the key other tables refer to, else the likeliest.</summary>
    public bool Identifies { get; init; }

    /// <summary>Number that stands for no row of the table the column refers to, such as <c>0</c>; null when there is none.</summary>
    public string? Nobody { get; init; }

    /// <summary>The column with NULL in place of the number that stands for no row; the column itself where there is none.</summary>
    public SourceColumn AsReference => field ??= Nobody is null ? this : new SourceColumn
    {
        Table = Table, Column = Column, Words = Words, ShortName = ShortName, Domain = Domain, Refers = Refers, Sample = [.. Sample.Where(v => v != Nobody)], Text = WithoutNobody(Nobody).Expression, Typed = WithoutNobody(Nobody).TypeCast(Type, wide: WideDecimals.Any(Type)).Expression,
    };

    private Pipe WithoutNobody(string nobody) => Pipe.From(Text).MapDict([new(nobody, null)], MissingRule.Keep);

    /// <summary>Whether the column certainly or probably is of a domain.</summary>
    public bool Is(params ReadOnlySpan<string> labels) => Domain is { Band: not ConfidenceBand.Low } d && labels.Contains(d.Domain);

    /// <summary>Whether all the words occur in the name.</summary>
    public bool Says(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!Words.Words.Contains(word)) return false;
        }

        return true;
    }
}
