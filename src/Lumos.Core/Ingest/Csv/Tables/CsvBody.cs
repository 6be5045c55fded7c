using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>What the columns of a body look like, from a spread of its rows.</summary>
internal sealed class CsvBody
{
    private const int MaxRows = 400;

    private readonly CsvRecords _records;
    private readonly Column[] _columns;

    private CsvBody(CsvRecords records, Column[] columns, int rows, double medianFilled)
    {
        _records = records;
        _columns = columns;
        Rows = rows;
        MedianFilled = medianFilled;
    }

    /// <summary>Rows looked at.</summary>
    public int Rows { get; }

    /// <summary>Median of filled cells per row.</summary>
    public double MedianFilled { get; }

    public int Width => _columns.Length;

    public Column this[int column] => _columns[column];

    /// <summary>Columns where most cells are values.</summary>
    public int TypedColumns { get; private init; }

    public static CsvBody Of(CsvRecords records, int from, int to, int width)
    {
        var columns = new Column[width];
        for (var c = 0; c < width; c++) columns[c] = new Column();
        var step = Math.Max(1, (to - from) / MaxRows);
        var filled = new List<int>();
        for (var i = from; i < to; i += step)
        {
            var record = records[i];
            if (record.IsBlank || record.Fields != width) continue;
            filled.Add(record.Filled);
            var cells = records.Cells(i);
            for (var c = 0; c < width; c++) columns[c].Add(cells[c], records.Bytes(i, c).Length);
        }

        filled.Sort();
        foreach (var column in columns) column.Finish();
        return new CsvBody(records, columns, filled.Count, filled.Count == 0 ? 0 : filled[filled.Count / 2]) { TypedColumns = columns.Count(c => c.IsTyped) };
    }

    /// <summary>Whether a record's cells are of the kinds its columns hold: 1 in every column, 0 in none.</summary>
    public double Fit(int record)
    {
        double fit = 0;
        var count = 0;
        for (var c = 0; c < Width; c++)
        {
            var cell = _records.Cell(record, c);
            if (cell == CsvCell.Empty && _columns[c].Filled == 0) continue;
            count++;
            if (cell is CsvCell.Empty or CsvCell.Null) fit += 0.5;
            else if (_columns[c].IsTyped) fit += _columns[c].Share(cell) > 0.2 ? 1 : 0;
            else fit += CsvCellClassifier.IsTextual(cell) ? 0.8 : 0.4;
        }

        return count == 0 ? 0 : fit / count;
    }

    /// <summary>How one column's cells spread over kinds and lengths.</summary>
    internal sealed class Column
    {
        private readonly int[] _kinds = new int[16];
        private long _lengths;

        public int Filled { get; private set; }

        public int Seen { get; private set; }

        public int MinLength { get; private set; } = int.MaxValue;

        public int MaxLength { get; private set; }

        public double MeanLength { get; private set; }

        /// <summary>Share of the filled cells that are values.</summary>
        public double TypedShare { get; private set; }

        public bool IsTyped => Filled > 0 && TypedShare >= 0.7;

        public bool IsNumeric { get; private set; }

        /// <summary>Share of the filled cells that are numbers with a fraction.</summary>
        public double FractionShare { get; private set; }

        public bool IsTemporal { get; private set; }

        public void Add(CsvCell cell, int length)
        {
            Seen++;
            if (cell == CsvCell.Empty) return;
            _kinds[(int)cell]++;
            Filled++;
            if (cell == CsvCell.Null) return;
            MinLength = Math.Min(MinLength, length);
            MaxLength = Math.Max(MaxLength, length);
            _lengths += length;
        }

        public void Finish()
        {
            var values = Filled - _kinds[(int)CsvCell.Null];
            if (values == 0) return;
            MeanLength = _lengths / (double)values;
            var typed = 0;
            for (var kind = CsvCell.Integer; kind <= CsvCell.Pattern; kind++) typed += _kinds[(int)kind];
            TypedShare = typed / (double)values;
            IsNumeric = (_kinds[(int)CsvCell.Integer] + _kinds[(int)CsvCell.Number]) >= values * 0.7;
            FractionShare = _kinds[(int)CsvCell.Number] / (double)values;
            IsTemporal = (_kinds[(int)CsvCell.Date] + _kinds[(int)CsvCell.Time] + _kinds[(int)CsvCell.DateTime]) >= values * 0.7;
        }

        /// <summary>Share of the filled cells whose kind is of the same family as <paramref name="cell"/>.</summary>
        public double Share(CsvCell cell)
        {
            if (Filled == 0) return 0;
            var same = CsvCellClassifier.IsNumeric(cell) ? _kinds[(int)CsvCell.Integer] + _kinds[(int)CsvCell.Number]
                : CsvCellClassifier.IsTemporal(cell) ? _kinds[(int)CsvCell.Date] + _kinds[(int)CsvCell.Time] + _kinds[(int)CsvCell.DateTime]
                : CsvCellClassifier.IsTextual(cell) ? _kinds[(int)CsvCell.Word] + _kinds[(int)CsvCell.Code] + _kinds[(int)CsvCell.Text] + _kinds[(int)CsvCell.Dirty]
                : _kinds[(int)cell];
            return same / (double)Filled;
        }
    }
}
