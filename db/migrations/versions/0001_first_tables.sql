CREATE TABLE achievement_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  title TEXT,
  kind TEXT,
  level TEXT,
  date TEXT,
  document TEXT,
  CONSTRAINT pk_achievement_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_achievement_history_uid ON achievement_history (uid);
CREATE TABLE batch (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  made_at TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  os_user TEXT NOT NULL,
  machine TEXT NOT NULL,
  undoes INTEGER,
  count INTEGER NOT NULL,
  forms TEXT NOT NULL,
  facts TEXT NOT NULL,
  CONSTRAINT pk_batch PRIMARY KEY (id)
);
CREATE TABLE carrier (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  kind TEXT,
  name TEXT,
  name_key TEXT,
  operator TEXT,
  operator_uscc TEXT,
  level TEXT,
  cert_doc TEXT,
  cert_date TEXT,
  type TEXT,
  field TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_carrier PRIMARY KEY (unit, uid)
);
CREATE INDEX ix_carrier_unit_name_key ON carrier (unit, name_key);
CREATE INDEX ix_carrier_unit_operator_uscc ON carrier (unit, operator_uscc);
CREATE TABLE carrier_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  kind TEXT,
  name TEXT,
  name_key TEXT,
  operator TEXT,
  operator_uscc TEXT,
  level TEXT,
  cert_doc TEXT,
  cert_date TEXT,
  type TEXT,
  field TEXT,
  CONSTRAINT pk_carrier_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_carrier_history_uid ON carrier_history (uid);
CREATE TABLE checked (
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  checked_at TEXT NOT NULL,
  CONSTRAINT pk_checked PRIMARY KEY (unit, period)
);
CREATE TABLE code (
  list TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  parent TEXT,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  CONSTRAINT pk_code PRIMARY KEY (list, code)
);
CREATE TABLE due_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  period TEXT,
  state TEXT,
  reason TEXT,
  CONSTRAINT pk_due_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_due_history_uid ON due_history (uid);
CREATE TABLE explanation (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  period TEXT NOT NULL,
  rule TEXT,
  form TEXT,
  record TEXT,
  text TEXT,
  evidence TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_explanation PRIMARY KEY (unit, uid),
  CONSTRAINT uq_explanation UNIQUE (unit, period, rule, form, record)
);
CREATE TABLE explanation_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  period TEXT,
  rule TEXT,
  form TEXT,
  record TEXT,
  text TEXT,
  evidence TEXT,
  CONSTRAINT pk_explanation_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_explanation_history_uid ON explanation_history (uid);
CREATE TABLE finding (
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  form TEXT NOT NULL,
  uid TEXT NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  fields TEXT NOT NULL,
  shown TEXT NOT NULL,
  evidence TEXT NOT NULL
);
CREATE INDEX ix_finding_unit_period_form_uid ON finding (unit, period, form, uid);
CREATE TABLE firm (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  uscc TEXT,
  uscc_exception TEXT,
  org_code TEXT,
  reg_no TEXT,
  name TEXT,
  name_key TEXT,
  initials TEXT,
  legal_rep TEXT,
  found_date TEXT,
  open_month TEXT,
  reporting_unit TEXT,
  gbt2260 TEXT,
  town TEXT,
  address TEXT,
  reg_address TEXT,
  postcode TEXT,
  phone TEXT,
  mobile TEXT,
  contact TEXT,
  email TEXT,
  website TEXT,
  industry_code TEXT,
  main_business TEXT,
  reg_type TEXT,
  holding TEXT,
  subordination TEXT,
  reg_capital INTEGER,
  acct_std TEXT,
  op_status TEXT,
  scale TEXT,
  above_scale INTEGER,
  above_scale_from TEXT,
  group_role TEXT,
  parent_uscc TEXT,
  hitech_field TEXT,
  incubator_rel TEXT,
  incub_in TEXT,
  incub_out TEXT,
  listing TEXT,
  stock_code TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_firm PRIMARY KEY (unit, uid)
);
CREATE INDEX ix_firm_unit_initials ON firm (unit, initials);
CREATE INDEX ix_firm_unit_name_key ON firm (unit, name_key);
CREATE INDEX ix_firm_unit_org_code ON firm (unit, org_code);
CREATE INDEX ix_firm_unit_reg_no ON firm (unit, reg_no);
CREATE INDEX ix_firm_unit_uscc ON firm (unit, uscc);
CREATE TABLE firm_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  uscc TEXT,
  uscc_exception TEXT,
  org_code TEXT,
  reg_no TEXT,
  name TEXT,
  name_key TEXT,
  initials TEXT,
  legal_rep TEXT,
  found_date TEXT,
  open_month TEXT,
  reporting_unit TEXT,
  gbt2260 TEXT,
  town TEXT,
  address TEXT,
  reg_address TEXT,
  postcode TEXT,
  phone TEXT,
  mobile TEXT,
  contact TEXT,
  email TEXT,
  website TEXT,
  industry_code TEXT,
  main_business TEXT,
  reg_type TEXT,
  holding TEXT,
  subordination TEXT,
  reg_capital INTEGER,
  acct_std TEXT,
  op_status TEXT,
  scale TEXT,
  above_scale INTEGER,
  above_scale_from TEXT,
  group_role TEXT,
  parent_uscc TEXT,
  hitech_field TEXT,
  incubator_rel TEXT,
  incub_in TEXT,
  incub_out TEXT,
  listing TEXT,
  stock_code TEXT,
  CONSTRAINT pk_firm_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_firm_history_uid ON firm_history (uid);
CREATE TABLE firm_period_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  period TEXT,
  industrial_output INTEGER,
  value_added INTEGER,
  revenue INTEGER,
  main_revenue INTEGER,
  tech_income INTEGER,
  product_sales INTEGER,
  hitech_products INTEGER,
  goods_sales INTEGER,
  other_revenue INTEGER,
  trade_total INTEGER,
  exports INTEGER,
  rd_expense INTEGER,
  operating_profit INTEGER,
  non_operating_income INTEGER,
  non_operating_expense INTEGER,
  total_profit INTEGER,
  income_tax INTEGER,
  net_profit INTEGER,
  taxes_paid INTEGER,
  vat_paid INTEGER,
  income_tax_paid INTEGER,
  tax_relief INTEGER,
  vat_relief INTEGER,
  income_tax_relief INTEGER,
  total_assets INTEGER,
  current_assets INTEGER,
  non_current_assets INTEGER,
  liabilities INTEGER,
  equity INTEGER,
  staff_end INTEGER,
  staff_average INTEGER,
  payroll INTEGER,
  CONSTRAINT pk_firm_period_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_firm_period_history_uid ON firm_period_history (uid);
CREATE TABLE former_name_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  name TEXT,
  name_key TEXT,
  from_date TEXT,
  to_date TEXT,
  document TEXT,
  CONSTRAINT pk_former_name_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_former_name_history_uid ON former_name_history (uid);
CREATE TABLE hte_cert_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  cert_no TEXT,
  issue_date TEXT,
  expire_date TEXT,
  issuer TEXT,
  basis_doc TEXT,
  batch TEXT,
  kind TEXT,
  status TEXT,
  revoke_date TEXT,
  field TEXT,
  cert_name TEXT,
  CONSTRAINT pk_hte_cert_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_hte_cert_history_uid ON hte_cert_history (uid);
CREATE TABLE incubator_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  carrier TEXT,
  period TEXT,
  area_total INTEGER,
  area_tenant INTEGER,
  area_public INTEGER,
  area_office INTEGER,
  mgr_staff INTEGER,
  mgr_pro INTEGER,
  mentors INTEGER,
  income INTEGER,
  income_svc INTEGER,
  income_rent INTEGER,
  income_inv INTEGER,
  income_oth INTEGER,
  cost INTEGER,
  fund INTEGER,
  tenants INTEGER,
  tenants_new INTEGER,
  tenants_hte INTEGER,
  tenants_sme INTEGER,
  tenants_ip INTEGER,
  tenants_pat INTEGER,
  tenant_staff INTEGER,
  tenant_income INTEGER,
  tenant_rd INTEGER,
  ip_apply INTEGER,
  ip_grant INTEGER,
  ip_valid INTEGER,
  ip_inv INTEGER,
  grad_year INTEGER,
  grad_total INTEGER,
  grad_listed INTEGER,
  invested_n INTEGER,
  invested_amt INTEGER,
  CONSTRAINT pk_incubator_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_incubator_history_uid ON incubator_history (uid);
CREATE TABLE label_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  label TEXT,
  level TEXT,
  year INTEGER,
  batch TEXT,
  valid_to TEXT,
  document TEXT,
  CONSTRAINT pk_label_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_label_history_uid ON label_history (uid);
CREATE TABLE makerspace_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  carrier TEXT,
  period TEXT,
  area INTEGER,
  seats INTEGER,
  staff INTEGER,
  mentors INTEGER,
  events INTEGER,
  teams INTEGER,
  teams_staff INTEGER,
  startups INTEGER,
  startups_staff INTEGER,
  new_reg INTEGER,
  grads INTEGER,
  returnees INTEGER,
  listed INTEGER,
  invested_n INTEGER,
  invested_amt INTEGER,
  income INTEGER,
  income_svc INTEGER,
  cost INTEGER,
  subsidy INTEGER,
  ip_valid INTEGER,
  ip_inv INTEGER,
  CONSTRAINT pk_makerspace_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_makerspace_history_uid ON makerspace_history (uid);
CREATE TABLE parameter (
  name TEXT NOT NULL,
  "key" TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  value INTEGER,
  CONSTRAINT pk_parameter PRIMARY KEY (name, "key", since)
);
CREATE TABLE patent_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  app_no TEXT,
  title TEXT,
  ptype TEXT,
  route TEXT,
  country TEXT,
  app_date TEXT,
  pub_date TEXT,
  grant_date TEXT,
  grant_no TEXT,
  inventor TEXT,
  status TEXT,
  implemented INTEGER,
  source TEXT,
  high_value INTEGER,
  fee_year INTEGER,
  CONSTRAINT pk_patent_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_patent_history_uid ON patent_history (uid);
CREATE TABLE patent_owner_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  patent TEXT,
  position INTEGER,
  name TEXT,
  uscc TEXT,
  share INTEGER,
  CONSTRAINT pk_patent_owner_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_patent_owner_history_uid ON patent_owner_history (uid);
CREATE TABLE period (
  code TEXT NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  previous TEXT NOT NULL,
  opening TEXT,
  deadline TEXT,
  CONSTRAINT pk_period PRIMARY KEY (code)
);
CREATE TABLE raw_text (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  form TEXT,
  record TEXT,
  field TEXT,
  text TEXT,
  reason TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_raw_text PRIMARY KEY (unit, uid),
  CONSTRAINT uq_raw_text UNIQUE (unit, form, record, field)
);
CREATE TABLE raw_text_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  form TEXT,
  record TEXT,
  field TEXT,
  text TEXT,
  reason TEXT,
  CONSTRAINT pk_raw_text_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_raw_text_history_uid ON raw_text_history (uid);
CREATE TABLE rd_activity_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  period TEXT,
  rd_staff INTEGER,
  admin_staff INTEGER,
  female_staff INTEGER,
  full_time_staff INTEGER,
  bachelor_staff INTEGER,
  external_staff INTEGER,
  rd_total INTEGER,
  staff_cost INTEGER,
  direct_input INTEGER,
  depreciation INTEGER,
  amortisation INTEGER,
  design_cost INTEGER,
  testing_cost INTEGER,
  outsourced INTEGER,
  outsourced_institutes INTEGER,
  outsourced_universities INTEGER,
  outsourced_firms INTEGER,
  outsourced_abroad INTEGER,
  other_cost INTEGER,
  fixed_assets INTEGER,
  instruments INTEGER,
  self_funds INTEGER,
  government_funds INTEGER,
  bank_loans INTEGER,
  venture_capital INTEGER,
  other_funds INTEGER,
  deduction_claimed INTEGER,
  deduction_saved INTEGER,
  hte_saved INTEGER,
  institutions INTEGER,
  institution_staff INTEGER,
  institution_doctors INTEGER,
  institution_masters INTEGER,
  institution_cost INTEGER,
  institution_equipment INTEGER,
  imported_equipment INTEGER,
  patent_applications INTEGER,
  invention_applications INTEGER,
  pct_applications INTEGER,
  valid_inventions INTEGER,
  inventions_used INTEGER,
  inventions_abroad INTEGER,
  patents_transferred INTEGER,
  patent_income INTEGER,
  new_product_output INTEGER,
  new_product_sales INTEGER,
  new_product_exports INTEGER,
  trademarks INTEGER,
  trademarks_abroad INTEGER,
  papers INTEGER,
  standards INTEGER,
  software_copyrights INTEGER,
  technical_renovation INTEGER,
  domestic_technology INTEGER,
  foreign_technology INTEGER,
  technology_absorption INTEGER,
  institutions_abroad INTEGER,
  previous_rd_total INTEGER,
  CONSTRAINT pk_rd_activity_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_rd_activity_history_uid ON rd_activity_history (uid);
CREATE TABLE rd_institution_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  kind TEXT,
  level TEXT,
  name TEXT,
  document TEXT,
  date TEXT,
  state TEXT,
  CONSTRAINT pk_rd_institution_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_rd_institution_history_uid ON rd_institution_history (uid);
CREATE TABLE rd_project_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  period TEXT,
  name TEXT,
  source TEXT,
  mode TEXT,
  result TEXT,
  objective TEXT,
  start_month TEXT,
  end_month TEXT,
  stage TEXT,
  staff INTEGER,
  staff_months INTEGER,
  cost INTEGER,
  government_funds INTEGER,
  basic_research INTEGER,
  own_part INTEGER,
  outsourced INTEGER,
  CONSTRAINT pk_rd_project_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_rd_project_history_uid ON rd_project_history (uid);
CREATE TABLE report (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  period TEXT NOT NULL,
  revision INTEGER,
  state TEXT,
  head TEXT,
  statistician TEXT,
  filler TEXT,
  phone TEXT,
  report_date TEXT,
  pledge_version TEXT,
  package_name TEXT,
  package_digest TEXT,
  previous_digest TEXT,
  sent_at TEXT,
  reason TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_report PRIMARY KEY (unit, uid),
  CONSTRAINT uq_report UNIQUE (unit, period)
);
CREATE TABLE report_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  period TEXT,
  revision INTEGER,
  state TEXT,
  head TEXT,
  statistician TEXT,
  filler TEXT,
  phone TEXT,
  report_date TEXT,
  pledge_version TEXT,
  package_name TEXT,
  package_digest TEXT,
  previous_digest TEXT,
  sent_at TEXT,
  reason TEXT,
  CONSTRAINT pk_report_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_report_history_uid ON report_history (uid);
CREATE TABLE setting (
  "key" TEXT NOT NULL,
  value TEXT,
  CONSTRAINT pk_setting PRIMARY KEY ("key")
);
CREATE TABLE super_deduction_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  period TEXT,
  amount_rd INTEGER,
  amount_add INTEGER,
  rate INTEGER,
  mode TEXT,
  neg_list INTEGER,
  domestic_ent INTEGER,
  overseas_ent INTEGER,
  tax_saved INTEGER,
  source TEXT,
  CONSTRAINT pk_super_deduction_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_super_deduction_history_uid ON super_deduction_history (uid);
CREATE TABLE tech_sme_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  firm TEXT,
  scheme TEXT,
  year INTEGER,
  reg_no TEXT,
  batch TEXT,
  notice_date TEXT,
  valid_to TEXT,
  staff_total INTEGER,
  rd_staff INTEGER,
  sales INTEGER,
  assets INTEGER,
  cost_total INTEGER,
  rd_cost INTEGER,
  ip1 INTEGER,
  ip2 INTEGER,
  score_staff INTEGER,
  score_rd INTEGER,
  score_ip INTEGER,
  score INTEGER,
  direct TEXT,
  prohibited INTEGER,
  dishonest INTEGER,
  CONSTRAINT pk_tech_sme_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_tech_sme_history_uid ON tech_sme_history (uid);
CREATE TABLE unit_total (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  period TEXT NOT NULL,
  indicator TEXT,
  value INTEGER,
  numerator INTEGER,
  denominator INTEGER,
  source_document TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_unit_total PRIMARY KEY (unit, uid),
  CONSTRAINT uq_unit_total UNIQUE (unit, indicator, period)
);
CREATE TABLE unit_total_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  period TEXT,
  indicator TEXT,
  value INTEGER,
  numerator INTEGER,
  denominator INTEGER,
  source_document TEXT,
  CONSTRAINT pk_unit_total_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_unit_total_history_uid ON unit_total_history (uid);
CREATE TABLE word (
  list TEXT NOT NULL,
  word TEXT NOT NULL,
  CONSTRAINT pk_word PRIMARY KEY (list, word)
);
CREATE TABLE achievement (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  title TEXT,
  kind TEXT,
  level TEXT,
  date TEXT,
  document TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_achievement PRIMARY KEY (unit, uid),
  CONSTRAINT fk_achievement_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_achievement_unit_firm ON achievement (unit, firm);
CREATE TABLE due (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  period TEXT NOT NULL,
  state TEXT,
  reason TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_due PRIMARY KEY (unit, uid),
  CONSTRAINT uq_due UNIQUE (unit, firm, period),
  CONSTRAINT fk_due_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE firm_period (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  period TEXT NOT NULL,
  industrial_output INTEGER,
  value_added INTEGER,
  revenue INTEGER,
  main_revenue INTEGER,
  tech_income INTEGER,
  product_sales INTEGER,
  hitech_products INTEGER,
  goods_sales INTEGER,
  other_revenue INTEGER,
  trade_total INTEGER,
  exports INTEGER,
  rd_expense INTEGER,
  operating_profit INTEGER,
  non_operating_income INTEGER,
  non_operating_expense INTEGER,
  total_profit INTEGER,
  income_tax INTEGER,
  net_profit INTEGER,
  taxes_paid INTEGER,
  vat_paid INTEGER,
  income_tax_paid INTEGER,
  tax_relief INTEGER,
  vat_relief INTEGER,
  income_tax_relief INTEGER,
  total_assets INTEGER,
  current_assets INTEGER,
  non_current_assets INTEGER,
  liabilities INTEGER,
  equity INTEGER,
  staff_end INTEGER,
  staff_average INTEGER,
  payroll INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_firm_period PRIMARY KEY (unit, uid),
  CONSTRAINT uq_firm_period UNIQUE (unit, firm, period),
  CONSTRAINT fk_firm_period_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_firm_period_unit_period ON firm_period (unit, period);
CREATE TABLE former_name (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  name TEXT,
  name_key TEXT,
  from_date TEXT,
  to_date TEXT,
  document TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_former_name PRIMARY KEY (unit, uid),
  CONSTRAINT fk_former_name_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_former_name_unit_firm ON former_name (unit, firm);
CREATE INDEX ix_former_name_unit_name_key ON former_name (unit, name_key);
CREATE TABLE hte_cert (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  cert_no TEXT,
  issue_date TEXT,
  expire_date TEXT,
  issuer TEXT,
  basis_doc TEXT,
  batch TEXT,
  kind TEXT,
  status TEXT,
  revoke_date TEXT,
  field TEXT,
  cert_name TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_hte_cert PRIMARY KEY (unit, uid),
  CONSTRAINT fk_hte_cert_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_hte_cert_unit_cert_no ON hte_cert (unit, cert_no);
CREATE INDEX ix_hte_cert_unit_expire_date ON hte_cert (unit, expire_date);
CREATE INDEX ix_hte_cert_unit_firm_issue_date_expire_date_revoke_date_status_kind ON hte_cert (unit, firm, issue_date, expire_date, revoke_date, status, kind);
CREATE TABLE incubator (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  carrier TEXT NOT NULL,
  period TEXT NOT NULL,
  area_total INTEGER,
  area_tenant INTEGER,
  area_public INTEGER,
  area_office INTEGER,
  mgr_staff INTEGER,
  mgr_pro INTEGER,
  mentors INTEGER,
  income INTEGER,
  income_svc INTEGER,
  income_rent INTEGER,
  income_inv INTEGER,
  income_oth INTEGER,
  cost INTEGER,
  fund INTEGER,
  tenants INTEGER,
  tenants_new INTEGER,
  tenants_hte INTEGER,
  tenants_sme INTEGER,
  tenants_ip INTEGER,
  tenants_pat INTEGER,
  tenant_staff INTEGER,
  tenant_income INTEGER,
  tenant_rd INTEGER,
  ip_apply INTEGER,
  ip_grant INTEGER,
  ip_valid INTEGER,
  ip_inv INTEGER,
  grad_year INTEGER,
  grad_total INTEGER,
  grad_listed INTEGER,
  invested_n INTEGER,
  invested_amt INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_incubator PRIMARY KEY (unit, uid),
  CONSTRAINT uq_incubator UNIQUE (unit, carrier, period),
  CONSTRAINT fk_incubator_carrier FOREIGN KEY(unit, carrier) REFERENCES carrier (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_incubator_unit_period ON incubator (unit, period);
CREATE TABLE label (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  label TEXT,
  level TEXT,
  year INTEGER,
  batch TEXT,
  valid_to TEXT,
  document TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_label PRIMARY KEY (unit, uid),
  CONSTRAINT fk_label_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_label_unit_firm ON label (unit, firm);
CREATE TABLE makerspace (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  carrier TEXT NOT NULL,
  period TEXT NOT NULL,
  area INTEGER,
  seats INTEGER,
  staff INTEGER,
  mentors INTEGER,
  events INTEGER,
  teams INTEGER,
  teams_staff INTEGER,
  startups INTEGER,
  startups_staff INTEGER,
  new_reg INTEGER,
  grads INTEGER,
  returnees INTEGER,
  listed INTEGER,
  invested_n INTEGER,
  invested_amt INTEGER,
  income INTEGER,
  income_svc INTEGER,
  cost INTEGER,
  subsidy INTEGER,
  ip_valid INTEGER,
  ip_inv INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_makerspace PRIMARY KEY (unit, uid),
  CONSTRAINT uq_makerspace UNIQUE (unit, carrier, period),
  CONSTRAINT fk_makerspace_carrier FOREIGN KEY(unit, carrier) REFERENCES carrier (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_makerspace_unit_period ON makerspace (unit, period);
CREATE TABLE patent (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT,
  app_no TEXT,
  title TEXT,
  ptype TEXT,
  route TEXT,
  country TEXT,
  app_date TEXT,
  pub_date TEXT,
  grant_date TEXT,
  grant_no TEXT,
  inventor TEXT,
  status TEXT,
  implemented INTEGER,
  source TEXT,
  high_value INTEGER,
  fee_year INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_patent PRIMARY KEY (unit, uid),
  CONSTRAINT fk_patent_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_patent_unit_app_date ON patent (unit, app_date);
CREATE INDEX ix_patent_unit_app_no ON patent (unit, app_no);
CREATE INDEX ix_patent_unit_firm ON patent (unit, firm);
CREATE INDEX ix_patent_unit_grant_date_app_no_ptype_route_country ON patent (unit, grant_date, app_no, ptype, route, country);
CREATE TABLE rd_activity (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  period TEXT NOT NULL,
  rd_staff INTEGER,
  admin_staff INTEGER,
  female_staff INTEGER,
  full_time_staff INTEGER,
  bachelor_staff INTEGER,
  external_staff INTEGER,
  rd_total INTEGER,
  staff_cost INTEGER,
  direct_input INTEGER,
  depreciation INTEGER,
  amortisation INTEGER,
  design_cost INTEGER,
  testing_cost INTEGER,
  outsourced INTEGER,
  outsourced_institutes INTEGER,
  outsourced_universities INTEGER,
  outsourced_firms INTEGER,
  outsourced_abroad INTEGER,
  other_cost INTEGER,
  fixed_assets INTEGER,
  instruments INTEGER,
  self_funds INTEGER,
  government_funds INTEGER,
  bank_loans INTEGER,
  venture_capital INTEGER,
  other_funds INTEGER,
  deduction_claimed INTEGER,
  deduction_saved INTEGER,
  hte_saved INTEGER,
  institutions INTEGER,
  institution_staff INTEGER,
  institution_doctors INTEGER,
  institution_masters INTEGER,
  institution_cost INTEGER,
  institution_equipment INTEGER,
  imported_equipment INTEGER,
  patent_applications INTEGER,
  invention_applications INTEGER,
  pct_applications INTEGER,
  valid_inventions INTEGER,
  inventions_used INTEGER,
  inventions_abroad INTEGER,
  patents_transferred INTEGER,
  patent_income INTEGER,
  new_product_output INTEGER,
  new_product_sales INTEGER,
  new_product_exports INTEGER,
  trademarks INTEGER,
  trademarks_abroad INTEGER,
  papers INTEGER,
  standards INTEGER,
  software_copyrights INTEGER,
  technical_renovation INTEGER,
  domestic_technology INTEGER,
  foreign_technology INTEGER,
  technology_absorption INTEGER,
  institutions_abroad INTEGER,
  previous_rd_total INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_rd_activity PRIMARY KEY (unit, uid),
  CONSTRAINT uq_rd_activity UNIQUE (unit, firm, period),
  CONSTRAINT fk_rd_activity_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_rd_activity_unit_period ON rd_activity (unit, period);
CREATE TABLE rd_institution (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  kind TEXT,
  level TEXT,
  name TEXT,
  document TEXT,
  date TEXT,
  state TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_rd_institution PRIMARY KEY (unit, uid),
  CONSTRAINT fk_rd_institution_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_rd_institution_unit_firm ON rd_institution (unit, firm);
CREATE INDEX ix_rd_institution_unit_kind ON rd_institution (unit, kind);
CREATE TABLE rd_project (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  period TEXT NOT NULL,
  name TEXT,
  source TEXT,
  mode TEXT,
  result TEXT,
  objective TEXT,
  start_month TEXT,
  end_month TEXT,
  stage TEXT,
  staff INTEGER,
  staff_months INTEGER,
  cost INTEGER,
  government_funds INTEGER,
  basic_research INTEGER,
  own_part INTEGER,
  outsourced INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_rd_project PRIMARY KEY (unit, uid),
  CONSTRAINT fk_rd_project_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_rd_project_unit_firm_period ON rd_project (unit, firm, period);
CREATE INDEX ix_rd_project_unit_period ON rd_project (unit, period);
CREATE TABLE super_deduction (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  period TEXT NOT NULL,
  amount_rd INTEGER,
  amount_add INTEGER,
  rate INTEGER,
  mode TEXT,
  neg_list INTEGER,
  domestic_ent INTEGER,
  overseas_ent INTEGER,
  tax_saved INTEGER,
  source TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_super_deduction PRIMARY KEY (unit, uid),
  CONSTRAINT uq_super_deduction UNIQUE (unit, firm, period),
  CONSTRAINT fk_super_deduction_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_super_deduction_unit_period ON super_deduction (unit, period);
CREATE TABLE tech_sme (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  firm TEXT NOT NULL,
  scheme TEXT,
  year INTEGER,
  reg_no TEXT,
  batch TEXT,
  notice_date TEXT,
  valid_to TEXT,
  staff_total INTEGER,
  rd_staff INTEGER,
  sales INTEGER,
  assets INTEGER,
  cost_total INTEGER,
  rd_cost INTEGER,
  ip1 INTEGER,
  ip2 INTEGER,
  score_staff INTEGER,
  score_rd INTEGER,
  score_ip INTEGER,
  score INTEGER,
  direct TEXT,
  prohibited INTEGER,
  dishonest INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_tech_sme PRIMARY KEY (unit, uid),
  CONSTRAINT fk_tech_sme_firm FOREIGN KEY(unit, firm) REFERENCES firm (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_tech_sme_unit_firm ON tech_sme (unit, firm);
CREATE INDEX ix_tech_sme_unit_reg_no ON tech_sme (unit, reg_no);
CREATE INDEX ix_tech_sme_unit_scheme_year_firm_notice_date ON tech_sme (unit, scheme, year, firm, notice_date);
CREATE TABLE patent_owner (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  patent TEXT NOT NULL,
  position INTEGER,
  name TEXT,
  uscc TEXT,
  share INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT pk_patent_owner PRIMARY KEY (unit, uid),
  CONSTRAINT fk_patent_owner_patent FOREIGN KEY(unit, patent) REFERENCES patent (unit, uid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_patent_owner_unit_patent ON patent_owner (unit, patent);
CREATE INDEX ix_patent_owner_unit_uscc ON patent_owner (unit, uscc);
CREATE VIEW firm_view AS SELECT unit, uid, uscc, uscc_exception, org_code, reg_no, name, name_key, initials, legal_rep, found_date, open_month, reporting_unit, gbt2260, town, address, reg_address, postcode, phone, mobile, contact, email, website, industry_code, main_business, reg_type, holding, subordination, reg_capital, acct_std, op_status, scale, above_scale, above_scale_from, group_role, parent_uscc, hitech_field, incubator_rel, incub_in, incub_out, listing, stock_code, version FROM firm;
CREATE VIEW former_name_view AS SELECT unit, uid, firm, name, name_key, from_date, to_date, document, version FROM former_name;
CREATE VIEW label_view AS SELECT unit, uid, firm, label, level, year, batch, valid_to, document, version FROM label;
CREATE VIEW hte_cert_view AS SELECT unit, uid, firm, cert_no, issue_date, expire_date, issuer, basis_doc, batch, kind, status, revoke_date, field, cert_name, version FROM hte_cert;
CREATE VIEW tech_sme_view AS SELECT unit, uid, firm, scheme, year, reg_no, batch, notice_date, valid_to, staff_total, rd_staff, sales, assets, cost_total, rd_cost, ip1, ip2, score_staff, score_rd, score_ip, score, direct, prohibited, dishonest, version FROM tech_sme;
CREATE VIEW patent_view AS SELECT unit, uid, firm, app_no, title, ptype, route, country, app_date, pub_date, grant_date, grant_no, inventor, status, implemented, source, high_value, fee_year, version FROM patent;
CREATE VIEW patent_owner_view AS SELECT unit, uid, patent, position, name, uscc, share, version FROM patent_owner;
CREATE VIEW carrier_view AS SELECT unit, uid, kind, name, name_key, operator, operator_uscc, level, cert_doc, cert_date, type, field, version FROM carrier;
CREATE VIEW rd_institution_view AS SELECT unit, uid, firm, kind, level, name, document, date, state, version FROM rd_institution;
CREATE VIEW achievement_view AS SELECT unit, uid, firm, title, kind, level, date, document, version FROM achievement;
CREATE VIEW firm_period_view AS SELECT unit, uid, firm, period, coalesce(industrial_output, 0) AS industrial_output, coalesce(value_added, 0) AS value_added, coalesce(revenue, 0) AS revenue, coalesce(main_revenue, 0) AS main_revenue, coalesce(tech_income, 0) AS tech_income, coalesce(product_sales, 0) AS product_sales, coalesce(hitech_products, 0) AS hitech_products, coalesce(goods_sales, 0) AS goods_sales, coalesce(other_revenue, 0) AS other_revenue, coalesce(trade_total, 0) AS trade_total, coalesce(exports, 0) AS exports, coalesce(rd_expense, 0) AS rd_expense, coalesce(operating_profit, 0) AS operating_profit, coalesce(non_operating_income, 0) AS non_operating_income, coalesce(non_operating_expense, 0) AS non_operating_expense, coalesce(total_profit, 0) AS total_profit, coalesce(income_tax, 0) AS income_tax, coalesce(net_profit, 0) AS net_profit, coalesce(taxes_paid, 0) AS taxes_paid, coalesce(vat_paid, 0) AS vat_paid, coalesce(income_tax_paid, 0) AS income_tax_paid, coalesce(tax_relief, 0) AS tax_relief, coalesce(vat_relief, 0) AS vat_relief, coalesce(income_tax_relief, 0) AS income_tax_relief, coalesce(total_assets, 0) AS total_assets, coalesce(current_assets, 0) AS current_assets, coalesce(non_current_assets, 0) AS non_current_assets, coalesce(liabilities, 0) AS liabilities, coalesce(equity, 0) AS equity, coalesce(staff_end, 0) AS staff_end, coalesce(staff_average, 0) AS staff_average, coalesce(payroll, 0) AS payroll, version FROM firm_period;
CREATE VIEW rd_project_view AS SELECT unit, uid, firm, period, name, source, mode, result, objective, start_month, end_month, stage, coalesce(staff, 0) AS staff, coalesce(staff_months, 0) AS staff_months, coalesce(cost, 0) AS cost, coalesce(government_funds, 0) AS government_funds, coalesce(basic_research, 0) AS basic_research, coalesce(own_part, 0) AS own_part, outsourced, version FROM rd_project;
CREATE VIEW rd_activity_view AS SELECT unit, uid, firm, period, coalesce(rd_staff, 0) AS rd_staff, coalesce(admin_staff, 0) AS admin_staff, coalesce(female_staff, 0) AS female_staff, coalesce(full_time_staff, 0) AS full_time_staff, coalesce(bachelor_staff, 0) AS bachelor_staff, coalesce(external_staff, 0) AS external_staff, coalesce(rd_total, 0) AS rd_total, coalesce(staff_cost, 0) AS staff_cost, coalesce(direct_input, 0) AS direct_input, coalesce(depreciation, 0) AS depreciation, coalesce(amortisation, 0) AS amortisation, coalesce(design_cost, 0) AS design_cost, coalesce(testing_cost, 0) AS testing_cost, coalesce(outsourced, 0) AS outsourced, coalesce(outsourced_institutes, 0) AS outsourced_institutes, coalesce(outsourced_universities, 0) AS outsourced_universities, coalesce(outsourced_firms, 0) AS outsourced_firms, coalesce(outsourced_abroad, 0) AS outsourced_abroad, coalesce(other_cost, 0) AS other_cost, coalesce(fixed_assets, 0) AS fixed_assets, coalesce(instruments, 0) AS instruments, coalesce(self_funds, 0) AS self_funds, coalesce(government_funds, 0) AS government_funds, coalesce(bank_loans, 0) AS bank_loans, coalesce(venture_capital, 0) AS venture_capital, coalesce(other_funds, 0) AS other_funds, coalesce(deduction_claimed, 0) AS deduction_claimed, coalesce(deduction_saved, 0) AS deduction_saved, coalesce(hte_saved, 0) AS hte_saved, coalesce(institutions, 0) AS institutions, coalesce(institution_staff, 0) AS institution_staff, coalesce(institution_doctors, 0) AS institution_doctors, coalesce(institution_masters, 0) AS institution_masters, coalesce(institution_cost, 0) AS institution_cost, coalesce(institution_equipment, 0) AS institution_equipment, coalesce(imported_equipment, 0) AS imported_equipment, coalesce(patent_applications, 0) AS patent_applications, coalesce(invention_applications, 0) AS invention_applications, coalesce(pct_applications, 0) AS pct_applications, coalesce(valid_inventions, 0) AS valid_inventions, coalesce(inventions_used, 0) AS inventions_used, coalesce(inventions_abroad, 0) AS inventions_abroad, coalesce(patents_transferred, 0) AS patents_transferred, coalesce(patent_income, 0) AS patent_income, coalesce(new_product_output, 0) AS new_product_output, coalesce(new_product_sales, 0) AS new_product_sales, coalesce(new_product_exports, 0) AS new_product_exports, coalesce(trademarks, 0) AS trademarks, coalesce(trademarks_abroad, 0) AS trademarks_abroad, coalesce(papers, 0) AS papers, coalesce(standards, 0) AS standards, coalesce(software_copyrights, 0) AS software_copyrights, coalesce(technical_renovation, 0) AS technical_renovation, coalesce(domestic_technology, 0) AS domestic_technology, coalesce(foreign_technology, 0) AS foreign_technology, coalesce(technology_absorption, 0) AS technology_absorption, coalesce(institutions_abroad, 0) AS institutions_abroad, coalesce(previous_rd_total, 0) AS previous_rd_total, version FROM rd_activity;
CREATE VIEW super_deduction_view AS SELECT unit, uid, firm, period, coalesce(amount_rd, 0) AS amount_rd, coalesce(amount_add, 0) AS amount_add, rate, mode, neg_list, coalesce(domestic_ent, 0) AS domestic_ent, coalesce(overseas_ent, 0) AS overseas_ent, coalesce(tax_saved, 0) AS tax_saved, source, version FROM super_deduction;
CREATE VIEW incubator_view AS SELECT unit, uid, carrier, period, coalesce(area_total, 0) AS area_total, coalesce(area_tenant, 0) AS area_tenant, coalesce(area_public, 0) AS area_public, coalesce(area_office, 0) AS area_office, coalesce(mgr_staff, 0) AS mgr_staff, coalesce(mgr_pro, 0) AS mgr_pro, coalesce(mentors, 0) AS mentors, coalesce(income, 0) AS income, coalesce(income_svc, 0) AS income_svc, coalesce(income_rent, 0) AS income_rent, coalesce(income_inv, 0) AS income_inv, coalesce(income_oth, 0) AS income_oth, coalesce(cost, 0) AS cost, coalesce(fund, 0) AS fund, coalesce(tenants, 0) AS tenants, coalesce(tenants_new, 0) AS tenants_new, coalesce(tenants_hte, 0) AS tenants_hte, coalesce(tenants_sme, 0) AS tenants_sme, coalesce(tenants_ip, 0) AS tenants_ip, coalesce(tenants_pat, 0) AS tenants_pat, coalesce(tenant_staff, 0) AS tenant_staff, coalesce(tenant_income, 0) AS tenant_income, coalesce(tenant_rd, 0) AS tenant_rd, coalesce(ip_apply, 0) AS ip_apply, coalesce(ip_grant, 0) AS ip_grant, coalesce(ip_valid, 0) AS ip_valid, coalesce(ip_inv, 0) AS ip_inv, coalesce(grad_year, 0) AS grad_year, coalesce(grad_total, 0) AS grad_total, coalesce(grad_listed, 0) AS grad_listed, coalesce(invested_n, 0) AS invested_n, coalesce(invested_amt, 0) AS invested_amt, version FROM incubator;
CREATE VIEW makerspace_view AS SELECT unit, uid, carrier, period, coalesce(area, 0) AS area, coalesce(seats, 0) AS seats, coalesce(staff, 0) AS staff, coalesce(mentors, 0) AS mentors, coalesce(events, 0) AS events, coalesce(teams, 0) AS teams, coalesce(teams_staff, 0) AS teams_staff, coalesce(startups, 0) AS startups, coalesce(startups_staff, 0) AS startups_staff, coalesce(new_reg, 0) AS new_reg, coalesce(grads, 0) AS grads, coalesce(returnees, 0) AS returnees, coalesce(listed, 0) AS listed, coalesce(invested_n, 0) AS invested_n, coalesce(invested_amt, 0) AS invested_amt, coalesce(income, 0) AS income, coalesce(income_svc, 0) AS income_svc, coalesce(cost, 0) AS cost, coalesce(subsidy, 0) AS subsidy, coalesce(ip_valid, 0) AS ip_valid, coalesce(ip_inv, 0) AS ip_inv, version FROM makerspace;
CREATE VIEW unit_total_view AS SELECT unit, uid, period, indicator, value, numerator, denominator, source_document, version FROM unit_total;
CREATE VIEW report_view AS SELECT unit, uid, period, revision, state, head, statistician, filler, phone, report_date, pledge_version, package_name, package_digest, previous_digest, sent_at, reason, version FROM report;
CREATE VIEW due_view AS SELECT unit, uid, firm, period, state, reason, version FROM due;
CREATE VIEW explanation_view AS SELECT unit, uid, period, rule, form, record, text, evidence, version FROM explanation;
CREATE VIEW raw_text_view AS SELECT unit, uid, form, record, field, text, reason, version FROM raw_text;
PRAGMA application_id = 1396857393;
PRAGMA user_version = 1;
