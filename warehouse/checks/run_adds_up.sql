-- severity: warning
-- what: runs where seen is not new + changed + unchanged + rejected
select number from core.run where seen <> new + changed + unchanged + rejected
