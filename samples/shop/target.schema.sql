-- Orders and their lines, as the warehouse keeps them.
CREATE TABLE orders (
    order_id       BIGINT       NOT NULL PRIMARY KEY,
    order_date     DATE         NOT NULL,
    customer_email VARCHAR(200) NOT NULL,
    ship_country   CHAR(2)      NOT NULL,
    currency_code  CHAR(3)      NOT NULL
);

CREATE TABLE order_lines (
    order_id     BIGINT         NOT NULL REFERENCES orders (order_id),
    line_no      BIGINT         NOT NULL,
    sku          VARCHAR(40)    NOT NULL,
    product_name VARCHAR(200)   NOT NULL,
    quantity     BIGINT         NOT NULL,
    unit_price   NUMERIC(10, 2) NOT NULL,
    line_total   NUMERIC(12, 2) NOT NULL,
    weight_kg    NUMERIC(9, 3),
    PRIMARY KEY (order_id, line_no)
);
