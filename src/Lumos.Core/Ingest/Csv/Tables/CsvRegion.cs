namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>One table found among the records of a sample, as record indexes.</summary>
/// <param name="From">First record of the stretch, preamble included.</param>
/// <param name="HeaderFrom">First header record; equal to <paramref name="BodyFrom"/> without a header.</param>
/// <param name="BodyFrom">First row.</param>
/// <param name="BodyTo">One past the last row.</param>
/// <param name="To">One past the last record of the stretch, footer included.</param>
/// <param name="Width">Columns.</param>
/// <param name="HeaderScore">Log-odds of the header decision taken.</param>
internal sealed record CsvRegion(int From, int HeaderFrom, int BodyFrom, int BodyTo, int To, int Width, double HeaderScore)
{
    /// <summary>Nameless fields after the last column that are empty in every row: a delimiter at the end of each line.</summary>
    public int Trailing { get; init; }

    /// <summary>Records at the end of the header that only draw a line.</summary>
    public int Rules { get; init; }

    public int HeaderRecords => BodyFrom - HeaderFrom;
}
