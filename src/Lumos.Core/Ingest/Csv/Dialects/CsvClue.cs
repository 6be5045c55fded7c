using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>
/// What a record at the top of a table shows of what it is: part of the preamble, of the header, or a row. Shares are of its filled cells
/// unless said otherwise; kinds are those of the columns further down.
/// </summary>
internal enum CsvClue
{
    /// <summary>As many fields as the table has columns.</summary>
    AsWide,

    /// <summary>One field fewer.</summary>
    OneShort,

    /// <summary>One filled cell, where the table has more columns.</summary>
    Alone,

    /// <summary>Share of the columns that are filled.</summary>
    Filled,

    /// <summary>Every column is filled.</summary>
    Full,

    /// <summary>Filled cells, as a share of those most rows have.</summary>
    FilledLikeRows,

    /// <summary>Far fewer filled cells than most rows have.</summary>
    Sparse,

    /// <summary>Nothing in the first column, but several others are filled.</summary>
    NoFirst,

    /// <summary>Share of texts.</summary>
    Texts,

    /// <summary>Several texts and no value.</summary>
    TextsOnly,

    /// <summary>A value among its cells.</summary>
    HoldsValue,

    /// <summary>Share of words that name columns.</summary>
    KnownNames,

    /// <summary>Share of cells spelt as columns are named.</summary>
    Identifiers,

    /// <summary>Share of sentences.</summary>
    Sentences,

    /// <summary>Share of units.</summary>
    Units,

    /// <summary>Share of years.</summary>
    Years,

    /// <summary>Years, or other numbers, that go up from column to column.</summary>
    YearSequence,

    /// <summary>One text in two of its cells.</summary>
    SaysTwice,

    /// <summary>A colon at the end of a cell.</summary>
    Colon,

    /// <summary>A colon at the end of the first cell.</summary>
    ColonFirst,

    /// <summary>Half of its cells, or more, hold a key and its value.</summary>
    KeyValues,

    /// <summary>A comment mark at its start.</summary>
    Comment,

    /// <summary>Texts behind a comment mark, about as many as there are columns, and no comment below.</summary>
    MarkedNames,

    /// <summary>No column holds values of one kind.</summary>
    NoKinds,

    /// <summary>Share of the columns with a kind where it has that kind, too.</summary>
    Fits,

    /// <summary>It has the kind of two columns or more.</summary>
    FitsTwo,

    /// <summary>It has the kind of no column.</summary>
    FitsNone,

    /// <summary>Share of the columns with a kind where it has a text.</summary>
    Against,

    /// <summary>Share of the columns with a kind where it has nothing.</summary>
    LeavesOut,

    /// <summary>A value of another kind than its column.</summary>
    OtherKind,

    /// <summary>A text of it stands in its column further down.</summary>
    ComesBack,

    /// <summary>Share of its cells that do.</summary>
    ComingBack,

    /// <summary>Nothing stands above it.</summary>
    First,

    /// <summary>The record above begins with a comment mark.</summary>
    CommentAbove,

    /// <summary>The record above has as many fields as the table has columns.</summary>
    AboveAsWide,

    /// <summary>The record above has as many fields as it has.</summary>
    AboveAlike,

    /// <summary>Records above it only make sense together with it: labels over names, names over those of an index.</summary>
    StacksBelow,

    /// <summary>It goes on with the header above it, were that one: units, names under labels, the same again.</summary>
    Continues,

    /// <summary>It holds hashtags that say what columns mean.</summary>
    Tags,

    /// <summary>A blank line follows.</summary>
    BlankBelow,

    /// <summary>The record below is not as wide as the table.</summary>
    BelowNotWide,

    /// <summary>The record below has more filled cells.</summary>
    BelowFuller,

    /// <summary>The record below has fewer filled cells.</summary>
    BelowSparser,

    /// <summary>The record below holds texts only.</summary>
    BelowTexts,

    /// <summary>Share of the fields whose kind is that of the field below.</summary>
    LikeBelow,

    /// <summary>Every field has the kind of the field below.</summary>
    JustLikeBelow,

    /// <summary>How long a run of records of its kinds begins with it, where those have several fields; 1 for eight and more.</summary>
    Run,

    /// <summary>How far <see cref="CsvHeaderScorer"/> takes it for a header.</summary>
    Header,

    /// <summary>How far <see cref="CsvHeaderScorer"/> takes it for none.</summary>
    NoHeader,

    /// <summary>The scorer takes it for a header at all.</summary>
    IsHeader,

    /// <summary>The scorer is sure of it.</summary>
    SurelyHeader,
}
