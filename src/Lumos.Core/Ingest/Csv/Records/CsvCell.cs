namespace Lumos.Core.Ingest.Csv.Records;

/// <summary>What a cell looks like, as far as one glance at its bytes tells.</summary>
internal enum CsvCell : byte
{
    Empty,

    /// <summary>A spelling of NULL: NA, n/a, -, null ...</summary>
    Null,
    Integer,
    Number,
    Date,
    Time,
    DateTime,
    Bool,
    Email,
    Url,

    /// <summary>IP address, GUID, coordinates, JSON: too regular to be chance.</summary>
    Pattern,

    /// <summary>One word without digits.</summary>
    Word,

    /// <summary>One token with digits or joining marks.</summary>
    Code,

    /// <summary>Several words.</summary>
    Text,

    /// <summary>Holds what looks like delimiters or torn quotes.</summary>
    Dirty,
}
